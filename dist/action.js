import { createRequire } from "node:module";
// \0rolldown/runtime.js
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __esmMin = (fn, res, err) => () => {
	if (err) throw err[0];
	try {
		return fn && (res = fn(fn = 0)), res;
	} catch (e) {
		throw err = [e], e;
	}
};
var __commonJSMin = (cb, mod) => () => (mod || (cb((mod = { exports: {} }).exports, mod, mod.exports), cb = null), mod.exports);
var __exportAll = (all, no_symbols) => {
	let target = {};
	for (var name in all) __defProp(target, name, {
		get: all[name],
		enumerable: true
	});
	if (!no_symbols) __defProp(target, Symbol.toStringTag, { value: "Module" });
	return target;
};
var __copyProps = (to, from, except, desc) => {
	if (from && typeof from === "object" || typeof from === "function") for (var keys = __getOwnPropNames(from), i = 0, n = keys.length, key; i < n; i++) {
		key = keys[i];
		if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
			get: ((k) => from[k]).bind(null, key),
			enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
		});
	}
	return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(isNodeMode || !mod || !mod.__esModule || !__hasOwnProp.call(mod, "default") ? __defProp(target, "default", {
	value: mod,
	enumerable: true
}) : target, mod));
var __require = /* #__PURE__ */ (() => createRequire(import.meta.url))();
// \0builtin:node:fs
var _builtin_node_fs_exports = /* @__PURE__ */ __exportAll({
	Dir: () => Dir,
	Dirent: () => Dirent,
	FileReadStream: () => FileReadStream,
	FileWriteStream: () => FileWriteStream,
	ReadStream: () => ReadStream,
	Stats: () => Stats,
	Utf8Stream: () => Utf8Stream,
	WriteStream: () => WriteStream,
	_toUnixTimestamp: () => _toUnixTimestamp,
	access: () => access$2,
	accessSync: () => accessSync,
	appendFile: () => appendFile,
	appendFileSync: () => appendFileSync,
	chmod: () => chmod$1,
	chmodSync: () => chmodSync,
	chown: () => chown,
	chownSync: () => chownSync,
	close: () => close,
	closeSync: () => closeSync,
	constants: () => constants$2,
	copyFile: () => copyFile$1,
	copyFileSync: () => copyFileSync,
	cp: () => cp,
	cpSync: () => cpSync,
	createReadStream: () => createReadStream,
	createWriteStream: () => createWriteStream,
	default: () => builtin$16,
	exists: () => exists$1,
	existsSync: () => existsSync,
	fchmod: () => fchmod,
	fchmodSync: () => fchmodSync,
	fchown: () => fchown,
	fchownSync: () => fchownSync,
	fdatasync: () => fdatasync,
	fdatasyncSync: () => fdatasyncSync,
	fstat: () => fstat,
	fstatSync: () => fstatSync,
	fsync: () => fsync,
	fsyncSync: () => fsyncSync,
	ftruncate: () => ftruncate,
	ftruncateSync: () => ftruncateSync,
	futimes: () => futimes,
	futimesSync: () => futimesSync,
	glob: () => glob,
	globSync: () => globSync,
	lchmod: () => lchmod,
	lchmodSync: () => lchmodSync,
	lchown: () => lchown,
	lchownSync: () => lchownSync,
	link: () => link,
	linkSync: () => linkSync,
	lstat: () => lstat$1,
	lstatSync: () => lstatSync,
	lutimes: () => lutimes,
	lutimesSync: () => lutimesSync,
	mkdir: () => mkdir$1,
	mkdirSync: () => mkdirSync,
	mkdtemp: () => mkdtemp$1,
	mkdtempDisposableSync: () => mkdtempDisposableSync,
	mkdtempSync: () => mkdtempSync,
	open: () => open$2,
	openAsBlob: () => openAsBlob,
	openSync: () => openSync,
	opendir: () => opendir,
	opendirSync: () => opendirSync,
	promises: () => promises,
	read: () => read,
	readFile: () => readFile$2,
	readFileSync: () => readFileSync,
	readSync: () => readSync,
	readdir: () => readdir$1,
	readdirSync: () => readdirSync,
	readlink: () => readlink$1,
	readlinkSync: () => readlinkSync,
	readv: () => readv,
	readvSync: () => readvSync,
	realpath: () => realpath$1,
	realpathSync: () => realpathSync,
	rename: () => rename$1,
	renameSync: () => renameSync,
	rm: () => rm$1,
	rmSync: () => rmSync,
	rmdir: () => rmdir$1,
	rmdirSync: () => rmdirSync,
	stat: () => stat$1,
	statSync: () => statSync,
	statfs: () => statfs,
	statfsSync: () => statfsSync,
	symlink: () => symlink$1,
	symlinkSync: () => symlinkSync,
	truncate: () => truncate,
	truncateSync: () => truncateSync,
	unlink: () => unlink$1,
	unlinkSync: () => unlinkSync,
	unwatchFile: () => unwatchFile,
	utimes: () => utimes$1,
	utimesSync: () => utimesSync,
	watch: () => watch,
	watchFile: () => watchFile,
	write: () => write,
	writeFile: () => writeFile$1,
	writeFileSync: () => writeFileSync,
	writeSync: () => writeSync,
	writev: () => writev,
	writevSync: () => writevSync
});
var builtin$16, take$16, Dir, Dirent, FileReadStream, FileWriteStream, ReadStream, Stats, Utf8Stream, WriteStream, _toUnixTimestamp, access$2, accessSync, appendFile, appendFileSync, chmod$1, chmodSync, chown, chownSync, close, closeSync, constants$2, copyFile$1, copyFileSync, cp, cpSync, createReadStream, createWriteStream, exists$1, existsSync, fchmod, fchmodSync, fchown, fchownSync, fdatasync, fdatasyncSync, fstat, fstatSync, fsync, fsyncSync, ftruncate, ftruncateSync, futimes, futimesSync, glob, globSync, lchmod, lchmodSync, lchown, lchownSync, link, linkSync, lstat$1, lstatSync, lutimes, lutimesSync, mkdir$1, mkdirSync, mkdtemp$1, mkdtempDisposableSync, mkdtempSync, open$2, openAsBlob, openSync, opendir, opendirSync, promises, read, readFile$2, readFileSync, readSync, readdir$1, readdirSync, readlink$1, readlinkSync, readv, readvSync, realpath$1, realpathSync, rename$1, renameSync, rm$1, rmSync, rmdir$1, rmdirSync, stat$1, statSync, statfs, statfsSync, symlink$1, symlinkSync, truncate, truncateSync, unlink$1, unlinkSync, unwatchFile, utimes$1, utimesSync, watch, watchFile, write, writeFile$1, writeFileSync, writeSync, writev, writevSync;
var init__builtin_node_fs = __esmMin((() => {
	builtin$16 = process.getBuiltinModule("node:fs");
	take$16 = (key) => builtin$16[key];
	Dir = /* @__PURE__ */ take$16("Dir");
	Dirent = /* @__PURE__ */ take$16("Dirent");
	FileReadStream = /* @__PURE__ */ take$16("FileReadStream");
	FileWriteStream = /* @__PURE__ */ take$16("FileWriteStream");
	ReadStream = /* @__PURE__ */ take$16("ReadStream");
	Stats = /* @__PURE__ */ take$16("Stats");
	Utf8Stream = /* @__PURE__ */ take$16("Utf8Stream");
	WriteStream = /* @__PURE__ */ take$16("WriteStream");
	_toUnixTimestamp = /* @__PURE__ */ take$16("_toUnixTimestamp");
	access$2 = /* @__PURE__ */ take$16("access");
	accessSync = /* @__PURE__ */ take$16("accessSync");
	appendFile = /* @__PURE__ */ take$16("appendFile");
	appendFileSync = /* @__PURE__ */ take$16("appendFileSync");
	chmod$1 = /* @__PURE__ */ take$16("chmod");
	chmodSync = /* @__PURE__ */ take$16("chmodSync");
	chown = /* @__PURE__ */ take$16("chown");
	chownSync = /* @__PURE__ */ take$16("chownSync");
	close = /* @__PURE__ */ take$16("close");
	closeSync = /* @__PURE__ */ take$16("closeSync");
	constants$2 = /* @__PURE__ */ take$16("constants");
	copyFile$1 = /* @__PURE__ */ take$16("copyFile");
	copyFileSync = /* @__PURE__ */ take$16("copyFileSync");
	cp = /* @__PURE__ */ take$16("cp");
	cpSync = /* @__PURE__ */ take$16("cpSync");
	createReadStream = /* @__PURE__ */ take$16("createReadStream");
	createWriteStream = /* @__PURE__ */ take$16("createWriteStream");
	exists$1 = /* @__PURE__ */ take$16("exists");
	existsSync = /* @__PURE__ */ take$16("existsSync");
	fchmod = /* @__PURE__ */ take$16("fchmod");
	fchmodSync = /* @__PURE__ */ take$16("fchmodSync");
	fchown = /* @__PURE__ */ take$16("fchown");
	fchownSync = /* @__PURE__ */ take$16("fchownSync");
	fdatasync = /* @__PURE__ */ take$16("fdatasync");
	fdatasyncSync = /* @__PURE__ */ take$16("fdatasyncSync");
	fstat = /* @__PURE__ */ take$16("fstat");
	fstatSync = /* @__PURE__ */ take$16("fstatSync");
	fsync = /* @__PURE__ */ take$16("fsync");
	fsyncSync = /* @__PURE__ */ take$16("fsyncSync");
	ftruncate = /* @__PURE__ */ take$16("ftruncate");
	ftruncateSync = /* @__PURE__ */ take$16("ftruncateSync");
	futimes = /* @__PURE__ */ take$16("futimes");
	futimesSync = /* @__PURE__ */ take$16("futimesSync");
	glob = /* @__PURE__ */ take$16("glob");
	globSync = /* @__PURE__ */ take$16("globSync");
	lchmod = /* @__PURE__ */ take$16("lchmod");
	lchmodSync = /* @__PURE__ */ take$16("lchmodSync");
	lchown = /* @__PURE__ */ take$16("lchown");
	lchownSync = /* @__PURE__ */ take$16("lchownSync");
	link = /* @__PURE__ */ take$16("link");
	linkSync = /* @__PURE__ */ take$16("linkSync");
	lstat$1 = /* @__PURE__ */ take$16("lstat");
	lstatSync = /* @__PURE__ */ take$16("lstatSync");
	lutimes = /* @__PURE__ */ take$16("lutimes");
	lutimesSync = /* @__PURE__ */ take$16("lutimesSync");
	mkdir$1 = /* @__PURE__ */ take$16("mkdir");
	mkdirSync = /* @__PURE__ */ take$16("mkdirSync");
	mkdtemp$1 = /* @__PURE__ */ take$16("mkdtemp");
	mkdtempDisposableSync = /* @__PURE__ */ take$16("mkdtempDisposableSync");
	mkdtempSync = /* @__PURE__ */ take$16("mkdtempSync");
	open$2 = /* @__PURE__ */ take$16("open");
	openAsBlob = /* @__PURE__ */ take$16("openAsBlob");
	openSync = /* @__PURE__ */ take$16("openSync");
	opendir = /* @__PURE__ */ take$16("opendir");
	opendirSync = /* @__PURE__ */ take$16("opendirSync");
	promises = /* @__PURE__ */ take$16("promises");
	read = /* @__PURE__ */ take$16("read");
	readFile$2 = /* @__PURE__ */ take$16("readFile");
	readFileSync = /* @__PURE__ */ take$16("readFileSync");
	readSync = /* @__PURE__ */ take$16("readSync");
	readdir$1 = /* @__PURE__ */ take$16("readdir");
	readdirSync = /* @__PURE__ */ take$16("readdirSync");
	readlink$1 = /* @__PURE__ */ take$16("readlink");
	readlinkSync = /* @__PURE__ */ take$16("readlinkSync");
	readv = /* @__PURE__ */ take$16("readv");
	readvSync = /* @__PURE__ */ take$16("readvSync");
	realpath$1 = /* @__PURE__ */ take$16("realpath");
	realpathSync = /* @__PURE__ */ take$16("realpathSync");
	rename$1 = /* @__PURE__ */ take$16("rename");
	renameSync = /* @__PURE__ */ take$16("renameSync");
	rm$1 = /* @__PURE__ */ take$16("rm");
	rmSync = /* @__PURE__ */ take$16("rmSync");
	rmdir$1 = /* @__PURE__ */ take$16("rmdir");
	rmdirSync = /* @__PURE__ */ take$16("rmdirSync");
	stat$1 = /* @__PURE__ */ take$16("stat");
	statSync = /* @__PURE__ */ take$16("statSync");
	statfs = /* @__PURE__ */ take$16("statfs");
	statfsSync = /* @__PURE__ */ take$16("statfsSync");
	symlink$1 = /* @__PURE__ */ take$16("symlink");
	symlinkSync = /* @__PURE__ */ take$16("symlinkSync");
	truncate = /* @__PURE__ */ take$16("truncate");
	truncateSync = /* @__PURE__ */ take$16("truncateSync");
	unlink$1 = /* @__PURE__ */ take$16("unlink");
	unlinkSync = /* @__PURE__ */ take$16("unlinkSync");
	unwatchFile = /* @__PURE__ */ take$16("unwatchFile");
	utimes$1 = /* @__PURE__ */ take$16("utimes");
	utimesSync = /* @__PURE__ */ take$16("utimesSync");
	watch = /* @__PURE__ */ take$16("watch");
	watchFile = /* @__PURE__ */ take$16("watchFile");
	write = /* @__PURE__ */ take$16("write");
	writeFile$1 = /* @__PURE__ */ take$16("writeFile");
	writeFileSync = /* @__PURE__ */ take$16("writeFileSync");
	writeSync = /* @__PURE__ */ take$16("writeSync");
	writev = /* @__PURE__ */ take$16("writev");
	writevSync = /* @__PURE__ */ take$16("writevSync");
}));
// src/commit/participant.ts
var TargetRefusal;
var init_participant = __esmMin((() => {
	TargetRefusal = class extends Error {
		name = "TargetRefusal";
		code;
		/** `conflict`: the target is not as the change set expects it. `denied`: the host does not allow the write. */
		kind;
		/** What a person can do about it, one sentence. */
		remedy;
		constructor(kind, code, message, remedy, options) {
			super(message, options);
			this.kind = kind;
			this.code = code;
			this.remedy = remedy;
		}
	};
}));
// src/report/ending.ts
/** An error that nobody on the way expected ends as `error`; what the caller can mend ends as `usage`. */
function endingOfError(error) {
	if (error instanceof TargetRefusal) return endingOfRefusal(error);
	const code = codeOf$1(error);
	const message = error instanceof Error ? error.message : String(error);
	const plain = FAULTS[code];
	return {
		conclusion: conclusionOf(code),
		code,
		reason: sentence(plain === void 0 ? message : `${plain} (${message})`)
	};
}
/** On one line, whatever a host, a path or a program put into it: logs are read line by line. */
function sentence(text) {
	return text.trim().replaceAll(/\s*[\r\n]+\s*/g, "; ").replaceAll(/\p{Cc}/gu, " ");
}
function conclusionOf(code) {
	if (USAGE_CODES.has(code)) return "usage";
	if (code === "ESIGNING") return "refused";
	return code === "ERECOVERY" ? "rollback-failed" : "error";
}
/** A target that says no: an ordinary end, with a remedy. */
function endingOfRefusal(refusal) {
	return {
		conclusion: refusal.kind === "denied" ? "denied" : "refused",
		code: refusal.code,
		reason: sentence(refusal.message),
		remedy: refusal.remedy
	};
}
/** The nearest stable code on the way to the cause; `EFAULT` where there is none. */
function codeOf$1(error) {
	for (let at = error; at instanceof Error; at = at.cause) if ("code" in at && typeof at.code === "string" && /^E[A-Z0-9]+$/.test(at.code)) return at.code;
	return "EFAULT";
}
var COMMITTED, NO_CHANGES, CANCELLED, USAGE_CODES, FAULTS;
var init_ending = __esmMin((() => {
	init_participant();
	COMMITTED = {
		conclusion: "committed",
		code: null,
		reason: null
	};
	NO_CHANGES = {
		conclusion: "no-changes",
		code: "ENOCHANGES",
		reason: "The agent changed nothing."
	};
	CANCELLED = {
		conclusion: "cancelled",
		code: "ECANCELLED",
		reason: "Stopped on request."
	};
	USAGE_CODES = /* @__PURE__ */ new Set([
		"EUSAGE",
		"EEVENT",
		"ECONFIG",
		"ECHANGESET",
		"EREPOSITORY",
		"EBASE",
		"EBRANCH",
		"EAGENTNAME",
		"EALLOW",
		"ENOSANDBOX",
		"ENOAGENT",
		"EURL",
		"ESETTING"
	]);
	FAULTS = {
		ENOSPC: "The disk is full.",
		EDQUOT: "The disk quota is used up.",
		EROFS: "The file system is read-only.",
		EIO: "The disk failed.",
		ECONNREFUSED: "The host cannot be reached.",
		ENOTFOUND: "The host cannot be found."
	};
}));
// src/report/conclusion.ts
init__builtin_node_fs();
init_ending();
const EXIT_CODES = {
	committed: 0,
	answered: 0,
	ignored: 0,
	error: 1,
	usage: 2,
	refused: 3,
	"no-changes": 4,
	denied: 5,
	"agent-failed": 6,
	"verification-failed": 7,
	"rolled-back": 8,
	"rollback-failed": 9,
	cancelled: 10
};
function exitCodeOf(conclusion) {
	return EXIT_CODES[conclusion];
}
// src/report/report.ts
function emptyReport(runId) {
	return {
		runId,
		conclusion: "error",
		reason: null,
		code: null,
		remedy: null,
		changeSet: null,
		guards: [],
		participants: [],
		rolledBack: [],
		rollbackFailed: [],
		patch: null,
		branch: null,
		commit: null,
		tree: null,
		pullRequest: null,
		preserved: null,
		agent: null,
		verification: [],
		warnings: [],
		phases: []
	};
}
var init_report = __esmMin((() => {}));
// node_modules/uuid/dist-node/stringify.js
const byteToHex = [];
for (let i = 0; i < 256; ++i) byteToHex.push((i + 256).toString(16).slice(1));
function unsafeStringify(arr, offset = 0) {
	return (byteToHex[arr[offset + 0]] + byteToHex[arr[offset + 1]] + byteToHex[arr[offset + 2]] + byteToHex[arr[offset + 3]] + "-" + byteToHex[arr[offset + 4]] + byteToHex[arr[offset + 5]] + "-" + byteToHex[arr[offset + 6]] + byteToHex[arr[offset + 7]] + "-" + byteToHex[arr[offset + 8]] + byteToHex[arr[offset + 9]] + "-" + byteToHex[arr[offset + 10]] + byteToHex[arr[offset + 11]] + byteToHex[arr[offset + 12]] + byteToHex[arr[offset + 13]] + byteToHex[arr[offset + 14]] + byteToHex[arr[offset + 15]]).toLowerCase();
}
// node_modules/uuid/dist-node/rng.js
const rnds8 = /* @__PURE__ */ new Uint8Array(16);
function rng() {
	return crypto.getRandomValues(rnds8);
}
// \0builtin:node:crypto
var builtin$15, take$15, createHash, randomBytes, randomInt, randomUUID;
var init__builtin_node_crypto = __esmMin((() => {
	builtin$15 = process.getBuiltinModule("node:crypto");
	take$15 = (key) => builtin$15[key];
	createHash = /* @__PURE__ */ take$15("createHash");
	randomBytes = /* @__PURE__ */ take$15("randomBytes");
	randomInt = /* @__PURE__ */ take$15("randomInt");
	randomUUID = /* @__PURE__ */ take$15("randomUUID");
}));
// node_modules/uuid/dist-node/v7.js
const _state = {};
function v7(options, buf, offset) {
	let bytes;
	if (options) bytes = v7Bytes(options.random ?? options.rng?.() ?? rng(), options.msecs, options.seq, buf, offset);
	else {
		const now = Date.now();
		const rnds = rng();
		updateV7State(_state, now, rnds);
		bytes = v7Bytes(rnds, _state.msecs, _state.seq, buf, offset);
	}
	return buf ?? unsafeStringify(bytes);
}
function updateV7State(state, now, rnds) {
	state.msecs ??= -Infinity;
	state.seq ??= 0;
	if (now > state.msecs) {
		state.seq = v7Sequence(rnds);
		state.msecs = now;
	} else {
		state.seq = state.seq + 1 | 0;
		if (state.seq === 0) state.msecs++;
	}
	return state;
}
function v7Bytes(rnds, msecs, seq, buf, offset = 0) {
	if (rnds.length < 16) throw new Error("Random bytes length must be >= 16");
	if (!buf) {
		buf = /* @__PURE__ */ new Uint8Array(16);
		offset = 0;
	} else if (offset < 0 || offset + 16 > buf.length) throw new RangeError(`UUID byte range ${offset}:${offset + 15} is out of buffer bounds`);
	msecs ??= Date.now();
	seq ??= v7Sequence(rnds);
	buf[offset++] = msecs / 1099511627776 & 255;
	buf[offset++] = msecs / 4294967296 & 255;
	buf[offset++] = msecs / 16777216 & 255;
	buf[offset++] = msecs / 65536 & 255;
	buf[offset++] = msecs / 256 & 255;
	buf[offset++] = msecs & 255;
	buf[offset++] = 112 | seq >>> 28 & 15;
	buf[offset++] = seq >>> 20 & 255;
	buf[offset++] = 128 | seq >>> 14 & 63;
	buf[offset++] = seq >>> 6 & 255;
	buf[offset++] = seq << 2 & 255 | rnds[10] & 3;
	buf[offset++] = rnds[11];
	buf[offset++] = rnds[12];
	buf[offset++] = rnds[13];
	buf[offset++] = rnds[14];
	buf[offset++] = rnds[15];
	return buf;
}
function v7Sequence(rnds) {
	return (rnds[6] & 127) << 24 | rnds[7] << 16 | rnds[8] << 8 | rnds[9];
}
// src/report/run-id.ts
init_report();
/** UUIDv7 (RFC 9562): sorts by the time of the run. */
function newRunId() {
	return v7();
}
// src/trigger/fold-case.ts
/**
* ASCII letters in lower case, everything else as it is. GitHub logins are ASCII and compared this way; a full Unicode
* folding would let the Kelvin sign stand for a `k` in somebody's name.
*/
function foldCase(text) {
	return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
var init_fold_case = __esmMin((() => {}));
// src/trigger/own-words.ts
/**
* Finds which parts of a Markdown text are its author's own words: neither quoted nor code. A line that goes on a
* quote without its `>` counts as the author's, as it does for somebody who answers below a quotation; a fence inside a
* quote therefore ends with the quote. Linear in the length of the text.
*/
function findOwnWords(text) {
	const quotes = [];
	const hidden = [];
	const paragraphs = [];
	let fence = null;
	let before = "blank";
	for (const line of linesOf$1(text)) {
		const content = text.slice(line.start, line.end);
		let kind;
		if (fence === null) {
			fence = openingFence(content);
			kind = fence === null ? kindOf$1(content, before) : "code";
		} else {
			if (closes$1(content, fence)) fence = null;
			kind = "code";
		}
		const paragraph = paragraphs.at(-1);
		if (kind === "quote") quotes.push(line);
		if (kind === "quote" || kind === "code") hidden.push(line);
		else if (kind === "words" && before === "words" && paragraph !== void 0) paragraph.end = line.end;
		else if (kind === "words") paragraphs.push({
			start: line.start,
			end: line.end
		});
		before = kind;
	}
	const code = paragraphs.flatMap((paragraph) => codeSpansOf(text, paragraph));
	return {
		visible: blankOut(text, [...hidden, ...code]),
		quotes
	};
}
function* linesOf$1(text) {
	const breaks = /\r\n|\n|\r/g;
	let start = 0;
	for (const match of text.matchAll(breaks)) {
		const end = match.index + match[0].length;
		yield {
			start,
			end
		};
		start = end;
	}
	if (start < text.length) yield {
		start,
		end: text.length
	};
}
function kindOf$1(line, before) {
	if (line.trim() === "") return "blank";
	if (/^ {0,3}>/.test(line)) return "quote";
	if (before !== "words" && /^(?: {4}| {0,3}\t)/.test(line)) return "code";
	return "words";
}
function openingFence(line) {
	const match = /^ {0,3}(?:(`{3,})[^`]*|(~{3,})[^\r\n]*)[\r\n]*$/.exec(line);
	const signs = match?.[1] ?? match?.[2];
	return signs === void 0 ? null : {
		sign: signs.charAt(0),
		length: signs.length
	};
}
function closes$1(line, fence) {
	const signs = /^ {0,3}(`+|~+)[ \t]*[\r\n]*$/.exec(line)?.[1];
	return signs !== void 0 && signs.startsWith(fence.sign) && signs.length >= fence.length;
}
/**
* Inline code: a run of backticks up to the next run of the same length. A backslash that escapes one is not looked at:
* it is a visible character in front of what follows, so no mention or command can be the first word behind it.
*/
function codeSpansOf(text, paragraph) {
	const runs = [...text.slice(paragraph.start, paragraph.end).matchAll(/`+/g)].map((match) => ({
		start: paragraph.start + match.index,
		end: paragraph.start + match.index + match[0].length
	}));
	const closers = closersByLength(runs);
	const spans = [];
	let position = paragraph.start;
	for (const run of runs) {
		if (run.start < position) continue;
		const closer = closers.next(run.end - run.start, run.end);
		if (closer !== null) spans.push({
			start: run.start,
			end: closer.end
		});
		position = closer?.end ?? run.end;
	}
	return spans;
}
/** Looks closers up in order, so that a text of nothing but odd backticks stays linear. */
function closersByLength(runs) {
	const byLength = /* @__PURE__ */ new Map();
	for (const run of runs) {
		const length = run.end - run.start;
		const same = byLength.get(length);
		if (same === void 0) byLength.set(length, {
			runs: [run],
			at: 0
		});
		else same.runs.push(run);
	}
	return { next(length, from) {
		const same = byLength.get(length);
		if (same === void 0) return null;
		let run = same.runs[same.at];
		while (run !== void 0 && run.start < from) {
			same.at += 1;
			run = same.runs[same.at];
		}
		return run ?? null;
	} };
}
function blankOut(text, hidden) {
	let visible = "";
	let position = 0;
	for (const span of hidden.toSorted((a, b) => a.start - b.start)) {
		visible += text.slice(position, span.start) + text.slice(span.start, span.end).replace(/[^\r\n]/g, " ");
		position = span.end;
	}
	return visible + text.slice(position);
}
var init_own_words = __esmMin((() => {}));
// src/trigger/comment.ts
/**
* The whole grammar of a comment. Quoted lines and code are taken out; the first word of what is left must be one of
* `mentions` (each with its `@`, ASCII case-insensitive, one `,` or `:` may follow), the next one a command or free
* text: `implement` on an issue, `revise` on a pull request. A mention with nothing after it asks for `help`.
*
* `fix` is `revise` on a pull request and an ordinary word on an issue ("fix the typo"). `undo`, `retry`, `apply` and
* `discard` change things without reading what follows, so more words on their line are an error rather than a surprise;
* `stop`, `status` and `help` change no file and ignore them.
*/
function parseComment(text, mentions, on) {
	const own = findOwnWords(text);
	const mention = findMention(own.visible, mentions);
	if (mention === null) return { kind: "none" };
	const found = findCommand(own.visible, mention, on);
	if (found !== null) return readCommand(text, own, found);
	const wish = aboutOf(text, own, [mention]);
	if (wish === "") return asked({ kind: "help" });
	return asked({
		kind: on === "issue" ? "implement" : "revise",
		text: wish
	});
}
function findMention(visible, mentions) {
	const start = /^\s*/.exec(visible)?.[0].length ?? 0;
	let longest = null;
	for (const mention of mentions.map((phrase) => phrase.trim())) {
		const end = start + mention.length;
		if (mention === "" || foldCase(visible.slice(start, end)) !== foldCase(mention)) continue;
		const after = /^(?:[,:]|(?=\s|$))/.exec(visible.slice(end, end + 1));
		if (after !== null && end > (longest?.end ?? 0)) longest = {
			start,
			end: end + after[0].length
		};
	}
	return longest;
}
function findCommand(visible, mention, on) {
	const words = /\s*(([A-Za-z]+)[.,:;!?]*)(?=\s|$)/y;
	words.lastIndex = mention.end;
	const [, signs = "", word = ""] = words.exec(visible) ?? [];
	const name = foldCase(word);
	const place = {
		start: words.lastIndex - signs.length,
		end: words.lastIndex
	};
	if (name === "fix" && on === "pull-request") return {
		mention,
		word: place,
		name: "revise"
	};
	return commandWords.has(name) ? {
		mention,
		word: place,
		name
	} : null;
}
function readCommand(text, own, found) {
	switch (found.name) {
		case "implement":
		case "revise":
		case "explain": return asked({
			kind: found.name,
			text: aboutOf(text, own, [found.mention, found.word])
		});
		case "apply":
		case "discard": return readDigest(text, found.name, found.word.end);
		case "retry":
		case "undo":
			if (restOfLine(own.visible, found.word.end) !== "") return malformed$3(`\`${found.name}\` takes nothing after it; put your reasons on a line of their own.`);
			return asked({ kind: found.name });
		case "stop":
		case "status": return asked({ kind: found.name });
		default: return asked({ kind: "help" });
	}
}
function readDigest(text, name, from) {
	const given = restOfLine(text, from).slice(0, 120).replace(/^(`+)(.*)\1$/, "$2");
	const hex = /^(?:sha256:)?([0-9a-f]{64})$/.exec(given.trim().toLowerCase())?.[1];
	if (hex === void 0) return malformed$3(`\`${name}\` needs the whole digest of one change set and nothing else, as in \`${name} sha256:\` and 64 hexadecimal digits.`);
	return asked({
		kind: name,
		digest: `sha256:${hex}`
	});
}
function restOfLine(text, from) {
	return (/^[^\r\n]*/.exec(text.slice(from))?.[0] ?? "").trim();
}
/** The text without its quoted lines and without the given spans, in order and otherwise as it was written. */
function aboutOf(text, own, without) {
	const pieces = [];
	let position = 0;
	for (const span of [...without, {
		start: text.length,
		end: text.length
	}]) {
		const piece = withoutQuotes(text, own.quotes, {
			start: position,
			end: span.start
		});
		pieces.push(tidy(piece, position === 0));
		position = span.end;
	}
	return pieces.filter((piece) => piece !== "").join("\n");
}
function withoutQuotes(text, quotes, part) {
	let kept = "";
	let position = part.start;
	for (const quote of quotes) {
		if (quote.end <= part.start || quote.start >= part.end) continue;
		kept += text.slice(position, quote.start);
		position = quote.end;
	}
	return kept + text.slice(Math.min(position, part.end), part.end);
}
/** Without the white space around it, but with the indentation of a first line that began as a line: it may be code. */
function tidy(piece, startsLine) {
	const lead = /^\s*/.exec(piece)?.[0] ?? "";
	const lineStart = Math.max(lead.lastIndexOf("\n"), lead.lastIndexOf("\r")) + 1;
	return piece.slice(startsLine || lineStart > 0 ? lineStart : lead.length).trimEnd();
}
function asked(command) {
	return {
		kind: "asked",
		command
	};
}
function malformed$3(message) {
	return {
		kind: "malformed",
		message
	};
}
var commandWords;
var init_comment$1 = __esmMin((() => {
	init_fold_case();
	init_own_words();
	commandWords = /* @__PURE__ */ new Set([
		"implement",
		"revise",
		"explain",
		"retry",
		"apply",
		"discard",
		"undo",
		"stop",
		"status",
		"help"
	]);
}));
// src/trigger/wish.ts
/**
* Whether an event asks for anything, read from as little of it as possible and without any library, so that most
* events cost nothing. Says `malformed` only of an event that might have asked.
*/
function findWish(eventName, payload, settings) {
	const prompt = settings.prompt?.trim() ?? "";
	const event = textEvents.get(eventName);
	if (prompt === "" && event === void 0) return none$1(`nothing is asked by ${eventName} events`);
	if (!isRecord(payload)) return malformed$2("the payload is not an object");
	if (isOwn$1(field(payload, "sender"), settings)) return none$1("it is the bot itself that did this");
	if (event !== void 0 && field(payload, "action") === event.action) {
		const holder = field(payload, event.holder);
		if (!isRecord(holder)) return malformed$2(`there is no ${event.holder}`);
		if (isOwn$1(field(holder, "user"), settings)) return none$1("the bot itself wrote this");
		if (prompt !== "") return askedByPrompt(prompt, event);
		return findInText(payload, holder, event, settings);
	}
	if (prompt !== "") return askedByPrompt(prompt, null);
	return eventName === "issues" ? findInIssueAction(payload, settings) : noneOfAction(payload);
}
function findInText(payload, holder, event, settings) {
	const subject = field(payload, event.subject);
	if (!isRecord(subject)) return malformed$2(`there is no ${event.subject}`);
	const text = field(holder, "body") ?? "";
	if (typeof text !== "string") return malformed$2(`the body of the ${event.holder} is not text`);
	const onPullRequest = event.subject === "pull_request" || isRecord(field(subject, "pull_request"));
	const comment = parseComment(text, settings.mentions, onPullRequest ? "pull-request" : "issue");
	if (comment.kind === "none") return none$1("its text does not begin with a mention of the bot");
	return {
		kind: "asked",
		command: comment.kind === "asked" ? comment.command : comment,
		source: event.source,
		origin: "mention"
	};
}
/** A label put on an issue, or somebody assigned: who does that asks, with the issue's own title and body. */
function findInIssueAction(payload, settings) {
	switch (field(payload, "action")) {
		case "labeled": return findInIssue(payload, "label", field(field(payload, "label"), "name"), settings.labelTrigger ?? "");
		case "assigned": return findInIssue(payload, "assignee", field(field(payload, "assignee"), "login"), (settings.assigneeTrigger ?? "").replace(/^@/, ""));
		default: return noneOfAction(payload);
	}
}
function findInIssue(payload, origin, given, trigger) {
	if (trigger === "") return none$1(`no ${origin} is set to ask`);
	if (typeof given !== "string") return malformed$2(`there is no ${origin}`);
	if (foldCase(given) !== foldCase(trigger)) return none$1(`another ${origin} is set to ask`);
	const issue = field(payload, "issue");
	if (!isRecord(issue)) return malformed$2("there is no issue");
	const title = field(issue, "title");
	const body = field(issue, "body") ?? "";
	if (typeof title !== "string" || typeof body !== "string") return malformed$2("title or body of the issue is not text");
	return {
		kind: "asked",
		command: {
			kind: "implement",
			text: `${title}\n\n${body}`.trim()
		},
		source: "issue-body",
		origin
	};
}
function askedByPrompt(prompt, event) {
	const command = {
		kind: "implement",
		text: prompt
	};
	if (event === null || event.source === "issue-body") return {
		kind: "asked",
		command,
		source: "none",
		origin: "prompt"
	};
	return {
		kind: "asked",
		command,
		source: event.source,
		origin: "prompt"
	};
}
function noneOfAction(payload) {
	if (typeof field(payload, "action") !== "string") return malformed$2("the action is missing");
	return none$1("only something new can ask");
}
function isOwn$1(account, settings) {
	return settings.self !== null && field(account, "id") === settings.self;
}
function isRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function field(value, key) {
	return isRecord(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : void 0;
}
function none$1(why) {
	return {
		kind: "none",
		why
	};
}
function malformed$2(message) {
	return {
		kind: "malformed",
		message
	};
}
var textEvents;
var init_wish = __esmMin((() => {
	init_comment$1();
	init_fold_case();
	textEvents = /* @__PURE__ */ new Map([
		["issue_comment", {
			action: "created",
			holder: "comment",
			source: "issue-comment",
			subject: "issue"
		}],
		["issues", {
			action: "opened",
			holder: "issue",
			source: "issue-body",
			subject: "issue"
		}],
		["pull_request_review", {
			action: "submitted",
			holder: "review",
			source: "review",
			subject: "pull_request"
		}],
		["pull_request_review_comment", {
			action: "created",
			holder: "comment",
			source: "review-comment",
			subject: "pull_request"
		}]
	]);
}));
// src/trigger/concerns.ts
init_wish();
/**
* The cheap first look, in milliseconds and without loading a library: false only where `parseEvent` says `ignored`.
* True may still turn out to be nothing, and is also the answer for a broken event, so that it is reported as one.
*/
function concerns(eventName, payload, settings) {
	return findWish(eventName, payload, settings).kind !== "none";
}
// src/action/commands.ts
/**
* Workflow commands on standard output. Written here and not by the toolkit: its bundle alone takes longer to start
* than everything we do on an event that is none of our business.
* https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
*/
function renderCommand(name, text) {
	return `::${name}::${text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A")}\n`;
}
// src/action/event.ts
/** The event file is missing or broken: GitHub always writes one. */
var EventError = class extends Error {
	name = "EventError";
	code = "EEVENT";
};
function readEvent({ GITHUB_EVENT_NAME: name = "", GITHUB_EVENT_PATH: path = "" }) {
	if (name === "" || path === "") throw new EventError("GITHUB_EVENT_NAME and GITHUB_EVENT_PATH are not set");
	try {
		return {
			name,
			payload: JSON.parse(readFileSync(path, "utf8"))
		};
	} catch (cause) {
		throw new EventError(`the event in ${path} cannot be read`, { cause });
	}
}
function readPromptFile(file) {
	try {
		return readFileSync(file, "utf8");
	} catch (cause) {
		throw new EventError(`prompt-file ${file} cannot be read`, { cause });
	}
}
// src/report/usage-error.ts
var UsageError;
var init_usage_error = __esmMin((() => {
	UsageError = class extends Error {
		name = "UsageError";
		code = "EUSAGE";
	};
}));
// src/action/inputs.ts
init_usage_error();
const MODES$1 = [
	"pull-request",
	"commit",
	"branch",
	"workspace",
	"dry-run"
];
const IF_NO_CHANGES = [
	"warn",
	"error",
	"ignore"
];
const SIGNING = [
	"",
	"off",
	"prefer",
	"require"
];
const SANDBOXES = [
	"auto",
	"bwrap",
	"none"
];
/** Throws `UsageError` that names the input. */
function parseInputs(environment) {
	const get = (name) => readInput(environment, name);
	return {
		token: get("github-token"),
		triggerPhrase: get("trigger-phrase") || "@bot",
		labelTrigger: get("label-trigger"),
		assigneeTrigger: get("assignee-trigger"),
		prompt: get("prompt"),
		promptFile: get("prompt-file"),
		agent: get("agent"),
		agentCommand: get("agent-command"),
		model: get("model"),
		mode: parseWord("mode", get("mode"), MODES$1, "pull-request"),
		baseBranch: get("base-branch"),
		branchPrefix: get("branch-prefix") || "bot/",
		commitMessage: get("commit-message"),
		title: get("title"),
		body: get("body"),
		draft: parseBoolean("draft", get("draft")),
		labels: parseList(get("labels")),
		reviewers: parseList(get("reviewers")),
		teamReviewers: parseList(get("team-reviewers")),
		assignees: parseList(get("assignees")),
		setup: parseLines$1(get("setup")),
		verify: parseLines$1(get("verify")),
		maxFiles: parseNumber("max-files", get("max-files")),
		maxBytes: parseNumber("max-bytes", get("max-bytes")),
		timeoutMinutes: parseNumber("timeout-minutes", get("timeout-minutes")),
		maxTurns: parseNumber("max-turns", get("max-turns")),
		ifNoChanges: parseWord("if-no-changes", get("if-no-changes"), IF_NO_CHANGES, "warn"),
		allowedBots: parseList(get("allowed-bots")),
		allowedUsers: parseList(get("allowed-users")),
		commitSigning: parseWord("commit-signing", get("commit-signing"), SIGNING, ""),
		sandbox: parseWord("sandbox", get("sandbox"), SANDBOXES, "auto"),
		changeSet: get("change-set"),
		stateDir: get("state-dir")
	};
}
/** The runner's own rule: upper case, spaces as underscores, hyphens kept. */
function readInput(environment, name) {
	return (environment[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`] ?? "").trim();
}
/** Entries parted by commas or line ends. */
function parseList(text) {
	return text.split(/[,\n]/).flatMap((entry) => entry.trim() === "" ? [] : [entry.trim()]);
}
/** Shell commands, one a line: a comma belongs to the command. */
function parseLines$1(text) {
	return text.split("\n").flatMap((entry) => entry.trim() === "" ? [] : [entry.trim()]);
}
function parseWord(name, text, words, otherwise) {
	if (text === "") return otherwise;
	const word = words.find((one) => one === text);
	if (word === void 0) throw new UsageError(`input ${name} is one of ${words.join(", ")}, not ${JSON.stringify(text)}`);
	return word;
}
/** YAML 1.2's core schema, as GitHub's own toolkit reads booleans. */
function parseBoolean(name, text) {
	if (text === "") return null;
	if ([
		"true",
		"True",
		"TRUE"
	].includes(text)) return true;
	if ([
		"false",
		"False",
		"FALSE"
	].includes(text)) return false;
	throw new UsageError(`input ${name} is true or false, not ${JSON.stringify(text)}`);
}
function parseNumber(name, text) {
	if (text === "") return null;
	const number = Number(text);
	if (!Number.isFinite(number) || number <= 0) throw new UsageError(`input ${name} is a positive number, not ${JSON.stringify(text)}`);
	return number;
}
// src/action/outputs.ts
/** The action's outputs, by their names in `action.yml`. A token is never among them. */
function outputsOf(report) {
	return {
		conclusion: report.conclusion,
		...factsOf(report),
		report: JSON.stringify(report)
	};
}
/** Those that can be known before the end; empty where they are not known, or never will be. */
function factsOf(report) {
	const { changeSet, pullRequest } = report;
	return {
		"run-id": report.runId,
		"change-set-digest": changeSet?.digest ?? "",
		"change-set-file": changeSet?.file ?? "",
		"patch-file": report.patch ?? "",
		"files-changed": String(changeSet?.changes.length ?? 0),
		branch: report.branch ?? "",
		"commit-sha": report.commit ?? "",
		"tree-sha": report.tree ?? "",
		"commits-verified": "false",
		"pull-request-number": pullRequest === null ? "" : String(pullRequest.number),
		"pull-request-url": pullRequest?.url ?? "",
		"pull-request-operation": pullRequest?.operation ?? "none",
		"preserved-file": report.preserved?.file ?? "",
		"session-id": report.agent?.sessionId ?? ""
	};
}
/**
* Sets outputs as the runner reads them: a random delimiter, since a fixed one could stand in a value.
* https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
*/
function writeOutputs(file, outputs) {
	const delimiter = `wholly-${randomUUID()}`;
	const text = Object.entries(outputs).map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
	appendFileSync(file, text.join(""));
}
var init_outputs = __esmMin((() => {
	init__builtin_node_crypto();
	init__builtin_node_fs();
}));
// src/report/text.ts
var text_exports = /* @__PURE__ */ __exportAll({ renderText: () => renderText });
/** The report for a person at a terminal. */
function renderText(report) {
	const lines = [`${mark(report)} ${headline(report)}${report.reason === null ? "" : `: ${report.reason}`}`];
	for (const change of report.changeSet?.changes ?? []) lines.push(`    ${SIGNS[change.change]} ${change.path}`);
	for (const { guard, verdict, path, message } of report.guards) if (verdict !== "allow") lines.push(`  ${verdict}  ${guard}: ${path === void 0 ? "" : `${path}: `}${message}`);
	for (const { command, exitCode, durationMs } of report.verification) lines.push(`  ${exitCode === 0 ? "passed" : "failed"}  ${command} (${durationMs} ms)`);
	const facts = [
		["branch", report.branch],
		["commit", report.commit],
		["change set", report.changeSet?.digest],
		["sealed in", report.changeSet?.file],
		["patch", report.patch],
		["pull request", report.pullRequest?.url],
		["what to do", report.remedy ?? report.preserved?.remedy]
	];
	for (const [name, value] of facts) if (value !== null && value !== void 0) lines.push(`  ${name.padEnd(12)}  ${value}`);
	for (const { name, error } of report.rollbackFailed) lines.push(`  left over     ${name}: ${error}`);
	for (const warning of report.warnings) lines.push(`  warning       ${warning}`);
	return `${lines.map(printable$1).join("\n")}\n`;
}
function headline({ conclusion, patch }) {
	return patch === null ? HEADLINES[conclusion] : "Sealed; nothing was written elsewhere";
}
function mark({ conclusion }) {
	if (conclusion === "committed" || conclusion === "answered") return "✔";
	return conclusion === "no-changes" || conclusion === "ignored" ? "·" : "✖";
}
/** A path or what an agent said may hold what a terminal or a runner's log obeys. */
function printable$1(text) {
	return text.replaceAll(/\p{Cc}/gu, (sign) => `\\x${(sign.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`);
}
var HEADLINES, SIGNS;
var init_text = __esmMin((() => {
	HEADLINES = {
		committed: "The whole change set landed",
		answered: "Done",
		ignored: "Nothing was asked",
		error: "Something broke; nothing landed",
		usage: "Not started",
		refused: "Refused; nothing landed",
		"no-changes": "Nothing to change",
		denied: "Denied by the host; nothing landed",
		"agent-failed": "The agent did not finish; nothing landed",
		"verification-failed": "The checks failed; nothing landed",
		"rolled-back": "Taken back; nothing landed",
		"rollback-failed": "Could not be taken back completely",
		cancelled: "Stopped; nothing landed"
	};
	SIGNS = {
		add: "+",
		modify: "~",
		delete: "-"
	};
}));
// src/report/comment.ts
/** While it works: what is done, what is going on. */
function renderWorking(subject, done, current) {
	const rows = PHASES.filter((phase) => done.includes(phase) || phase === current || !OPTIONAL.has(phase)).map((phase) => `- [${done.includes(phase) ? "x" : " "}] ${phase}${phase === current ? " ..." : ""}`);
	return cut([`**Wholly is working on @${subject.login}'s request**${linksOf(subject, null)}`, rows.join("\n")], markersOf(subject));
}
/** The end of the story, whichever it is. */
function renderFinished(subject, report, durationMs) {
	const headline = [
		"committed",
		"answered",
		"no-changes"
	].includes(report.conclusion) ? `**Wholly finished @${subject.login}'s request in ${renderDuration(durationMs)}**` : `**Wholly stopped @${subject.login}'s request after ${renderDuration(durationMs)}: ${report.conclusion}**`;
	const done = report.phases.map(({ name, durationMs: ms }) => `- [x] ${name} (${renderDuration(ms)})`);
	return cut([
		`${headline}${linksOf(subject, report)}`,
		done.join("\n"),
		report.reason === null ? "" : `${escapeText(report.reason)}${report.code === null ? "" : ` (\`${report.code}\`)`}`,
		report.remedy === null ? "" : `**What to do next:** ${escapeText(report.remedy)}`,
		renderFindings(report),
		renderChecks(report),
		report.warnings.map((warning) => `> ${escapeText(warning)}`).join("\n"),
		report.preserved === null ? "" : `The change set is kept as \`${report.preserved.digest}\`.`
	], markersOf(subject));
}
/** A plain answer without a run, such as `help`. */
function renderAnswer(subject, answer, durationMs) {
	return cut([`**Wholly finished @${subject.login}'s request in ${renderDuration(durationMs)}**`, answer], markersOf(subject));
}
/** True of the text of a comment that tells of this very request. */
function isCommentOf(subject, body) {
	return body.split(/\r?\n/).includes(requestMarker(subject));
}
function renderFindings(report) {
	const findings = report.guards.filter(({ verdict }) => verdict !== "allow");
	if (findings.length === 0) return "";
	const rows = findings.slice(0, FINDINGS_SHOWN).map(({ guard, verdict, path, message }) => `| ${guard} | ${verdict} | ${path === void 0 ? "" : renderPath(path)} | ${escapeText(message)} |`);
	const more = findings.length - rows.length;
	if (more > 0) rows.push(`| | | | and ${more} more |`);
	return [
		"| guard | verdict | path | finding |",
		"| --- | --- | --- | --- |",
		...rows
	].join("\n");
}
function renderChecks(report) {
	if (report.verification.length === 0) return "";
	return [
		"| check | result | time |",
		"| --- | --- | --- |",
		...report.verification.map(({ command, exitCode, durationMs }) => `| ${renderPath(command)} | ${exitCode === 0 ? "passed" : "failed"} | ${renderDuration(durationMs)} |`)
	].join("\n");
}
/** `850ms`, `3s`, `1m 2s`, `2h 5m`. */
function renderDuration(ms) {
	if (Math.round(ms) < 1e3) return `${Math.round(ms)}ms`;
	const seconds = Math.round(ms / 1e3);
	if (seconds < 60) return `${seconds}s`;
	if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
	return `${Math.floor(seconds / 3600)}h ${Math.floor(seconds % 3600 / 60)}m`;
}
/**
* Other people's text on a page of ours: it mentions nobody, links nowhere and hides nothing. GitHub links after
* Markdown is done, so behind a mention, a number or an address stands a space without width.
*/
function escapeText(text) {
	return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ").replaceAll(/[\\`*_{}[\]<>()#!|~&]/g, (sign) => `\\${sign}`).replaceAll(/[@#]|:(?=\/\/)|www(?=\.)/gi, (sign) => `${sign}\u200B`);
}
/** As code: a path is shown as it is, and nothing in it is markup. */
function renderPath(text) {
	const shown = text.replaceAll(/[\p{Cc}\p{Cf}]/gu, "�").replaceAll("|", "\\|");
	const fence = "`".repeat(Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length)) + 1);
	return shown.includes("`") ? `${fence} ${shown} ${fence}` : `\`${shown}\``;
}
function linksOf(subject, report) {
	const links = [];
	if (subject.runUrl !== null) links.push(`[View run](${subject.runUrl})`);
	if (report?.conclusion === "committed" && report.branch !== null) links.push(`[${renderPath(report.branch)}](${subject.repositoryUrl}/tree/${encodePath(report.branch)})`);
	if (report?.pullRequest) links.push(`[Pull request #${report.pullRequest.number}](${report.pullRequest.url})`);
	return links.length === 0 ? "" : ` -- ${links.join(" • ")}`;
}
function encodePath(path) {
	return encodeURIComponent(path).replaceAll("%2F", "/").replaceAll("(", "%28").replaceAll(")", "%29");
}
function markersOf(subject) {
	return `<!-- wholly:run=${subject.runId} key=${safe(subject.key)} -->\n${requestMarker(subject)}`;
}
function requestMarker(subject) {
	return `<!-- wholly:request=${safe(subject.requestKey)} key=${safe(subject.key)} -->`;
}
/** Nothing that could end an HTML comment; two names stay two. */
function safe(text) {
	const plain = text.replaceAll(/[^A-Za-z0-9_.]+/g, "-").slice(0, 80);
	return plain === text ? text : `${plain}-${createHash("sha256").update(text).digest("hex").slice(0, 12)}`;
}
/** The paragraphs as far as GitHub takes them, and always their last one. */
function cut(paragraphs, last) {
	const text = paragraphs.filter((paragraph) => paragraph !== "").join("\n\n");
	const room = LONGEST$1 - last.length - 2;
	return `${text.length > room ? `${text.slice(0, room - 5)}\n\n...` : text}\n\n${last}`;
}
var PHASES, OPTIONAL, FINDINGS_SHOWN, LONGEST$1;
var init_comment = __esmMin((() => {
	init__builtin_node_crypto();
	PHASES = [
		"checkout",
		"agent",
		"change set",
		"guards",
		"commit",
		"verification",
		"publish"
	];
	OPTIONAL = /* @__PURE__ */ new Set(["commit", "verification"]);
	FINDINGS_SHOWN = 100;
	LONGEST$1 = 65536;
}));
// src/report/summary.ts
var summary_exports = /* @__PURE__ */ __exportAll({ renderSummary: () => renderSummary });
/** The job summary: the outcome first, then tables. */
function renderSummary(report) {
	const { changeSet, pullRequest, preserved } = report;
	const rows = [
		["Change set", changeSet === null ? null : `\`${changeSet.digest}\``],
		["Branch", report.branch === null ? null : renderPath(report.branch)],
		["Commit", report.commit === null ? null : `\`${report.commit}\``],
		["Pull request", pullRequest === null ? null : `[#${pullRequest.number}](${pullRequest.url}) (${pullRequest.operation})`],
		["Preserved in", preserved === null ? null : renderPath(preserved.file)],
		["Agent", report.agent === null ? null : `${report.agent.name}, ${report.agent.status}, sandbox ${report.agent.sandbox}`]
	].flatMap(([name, value]) => value === null ? [] : [`| ${name} | ${value} |`]);
	const phases = report.phases.map(({ name, durationMs }) => `| ${name} | ${renderDuration(durationMs)} |`);
	return `${[
		`## Wholly: ${report.conclusion}`,
		report.reason === null ? "" : escapeText(report.reason),
		report.remedy === null ? "" : `**What to do next:** ${escapeText(report.remedy)}`,
		rows.length === 0 ? "" : [
			"| | |",
			"| --- | --- |",
			...rows
		].join("\n"),
		renderFindings(report),
		renderChecks(report),
		phases.length === 0 ? "" : `<details><summary>Phases</summary>\n\n| phase | time |\n| --- | --- |\n${phases.join("\n")}\n\n</details>`
	].filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}
var init_summary = __esmMin((() => {
	init_comment();
}));
// \0builtin:node:fs/promises
var builtin$14, take$14, access$1, chmod, lstat, mkdir, mkdtemp, mkdtempDisposable, open$1, readFile$1, readdir, readlink, realpath, rename, rm, rmdir, stat, symlink, unlink, utimes, writeFile;
var init_promises$2 = __esmMin((() => {
	builtin$14 = process.getBuiltinModule("node:fs/promises");
	take$14 = (key) => builtin$14[key];
	access$1 = /* @__PURE__ */ take$14("access");
	chmod = /* @__PURE__ */ take$14("chmod");
	lstat = /* @__PURE__ */ take$14("lstat");
	mkdir = /* @__PURE__ */ take$14("mkdir");
	mkdtemp = /* @__PURE__ */ take$14("mkdtemp");
	mkdtempDisposable = /* @__PURE__ */ take$14("mkdtempDisposable");
	open$1 = /* @__PURE__ */ take$14("open");
	readFile$1 = /* @__PURE__ */ take$14("readFile");
	readdir = /* @__PURE__ */ take$14("readdir");
	readlink = /* @__PURE__ */ take$14("readlink");
	realpath = /* @__PURE__ */ take$14("realpath");
	rename = /* @__PURE__ */ take$14("rename");
	rm = /* @__PURE__ */ take$14("rm");
	rmdir = /* @__PURE__ */ take$14("rmdir");
	stat = /* @__PURE__ */ take$14("stat");
	symlink = /* @__PURE__ */ take$14("symlink");
	unlink = /* @__PURE__ */ take$14("unlink");
	utimes = /* @__PURE__ */ take$14("utimes");
	writeFile = /* @__PURE__ */ take$14("writeFile");
}));
// \0builtin:node:os
var builtin$13, take$13, constants$1, homedir, tmpdir;
var init__builtin_node_os = __esmMin((() => {
	builtin$13 = process.getBuiltinModule("node:os");
	take$13 = (key) => builtin$13[key];
	constants$1 = /* @__PURE__ */ take$13("constants");
	homedir = /* @__PURE__ */ take$13("homedir");
	tmpdir = /* @__PURE__ */ take$13("tmpdir");
}));
// \0builtin:node:path
var builtin$12, take$12, basename, dirname, isAbsolute, join$1, posix, relative, resolve, sep$1;
var init__builtin_node_path = __esmMin((() => {
	builtin$12 = process.getBuiltinModule("node:path");
	take$12 = (key) => builtin$12[key];
	basename = /* @__PURE__ */ take$12("basename");
	dirname = /* @__PURE__ */ take$12("dirname");
	isAbsolute = /* @__PURE__ */ take$12("isAbsolute");
	join$1 = /* @__PURE__ */ take$12("join");
	posix = /* @__PURE__ */ take$12("posix");
	relative = /* @__PURE__ */ take$12("relative");
	resolve = /* @__PURE__ */ take$12("resolve");
	sep$1 = /* @__PURE__ */ take$12("sep");
}));
// node_modules/zod/v4/core/util.js
function getEnumValues(entries) {
	const numericValues = Object.values(entries).filter((v) => typeof v === "number");
	return Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
}
function joinValues(array, separator = "|") {
	return array.map((val) => stringifyPrimitive(val)).join(separator);
}
function jsonStringifyReplacer(_, value) {
	if (typeof value === "bigint") return value.toString();
	return value;
}
function cached(getter) {
	return new Cached(getter);
}
function nullish(input) {
	return input === null || input === void 0;
}
function cleanRegex(source) {
	const start = source.startsWith("^") ? 1 : 0;
	const end = source.endsWith("$") ? source.length - 1 : source.length;
	return source.slice(start, end);
}
function floatSafeRemainder(val, step) {
	const ratio = val / step;
	const roundedRatio = Math.round(ratio);
	const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1);
	if (Math.abs(ratio - roundedRatio) < tolerance) return 0;
	return ratio - roundedRatio;
}
function assignProp(target, prop, value) {
	Object.defineProperty(target, prop, {
		value,
		writable: true,
		enumerable: true,
		configurable: true
	});
}
/**
* Whichever object a def's `shape` currently answers from: the one the caller passed until the first read, the frozen copy after it.
*
* Its keys and descriptors read without invoking anything, which is what lets a discriminated union check its discriminator, and the cycle walk read a shape, without resolving a getter that references the schema being constructed. A def that answers `shape` from an accessor of its own has none.
*/
function rawShape(def) {
	const desc = Object.getOwnPropertyDescriptor(def, "shape");
	return desc?.get ? desc.get.raw : desc?.value;
}
function sourceShape(schema) {
	return rawShape(schema._zod.def) ?? schema._zod.def.shape;
}
function deferProp(target, key, getter) {
	Object.defineProperty(target, key, {
		get() {
			const value = getter();
			assignProp(this, key, value);
			return value;
		},
		enumerable: true,
		configurable: true
	});
}
function putProp(target, key, value) {
	if (key in target) assignProp(target, key, value);
	else target[key] = value;
}
/**
* Copies `keys` of `source`'s shape onto `target`, each value passed through `wrap`.
*
* A key the source has resolved is copied through now, so the derived shape states it outright and nothing has to resolve it to learn what it holds. A key the source still defers stays deferred, and reads back through the source's own `shape`, so it resolves once and both shapes get that one schema.
*/
function mirrorShape(target, source, keys, wrap) {
	const raw = sourceShape(source);
	for (const key of keys) {
		const desc = Object.getOwnPropertyDescriptor(raw, key);
		if (!desc.enumerable) continue;
		if (desc.get) deferProp(target, key, () => {
			const value = source._zod.def.shape[key];
			return wrap ? wrap(value, key) : value;
		});
		else putProp(target, key, wrap ? wrap(desc.value, key) : desc.value);
	}
}
function mirrorProps(target, source) {
	for (const key of Reflect.ownKeys(source)) {
		const desc = Object.getOwnPropertyDescriptor(source, key);
		if (!desc.enumerable) continue;
		if (desc.get) deferProp(target, key, () => source[key]);
		else putProp(target, key, desc.value);
	}
}
function mergeDefs(...defs) {
	const mergedDescriptors = {};
	for (const def of defs) {
		const descriptors = Object.getOwnPropertyDescriptors(def);
		Object.assign(mergedDescriptors, descriptors);
	}
	return Object.defineProperties({}, mergedDescriptors);
}
function esc(str) {
	return JSON.stringify(str);
}
function slugify(input) {
	return input.toLowerCase().trim().replace(/[^\w\s-]/g, "").replace(/[\s_-]+/g, "-").replace(/^-+|-+$/g, "");
}
function isObject(data) {
	return typeof data === "object" && data !== null && !Array.isArray(data);
}
function isPlainObject$2(o) {
	if (isObject(o) === false) return false;
	const ctor = o.constructor;
	if (ctor === void 0) return true;
	if (typeof ctor !== "function") return true;
	const prot = ctor.prototype;
	if (isObject(prot) === false) return false;
	if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) return false;
	return true;
}
function shallowClone(o) {
	if (isPlainObject$2(o)) return { ...o };
	if (Array.isArray(o)) return [...o];
	if (o instanceof Map) return new Map(o);
	if (o instanceof Set) return new Set(o);
	return o;
}
function escapeRegex(str) {
	return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
	const cl = new inst._zod.constr(def ?? inst._zod.def);
	if (!def || params?.parent) cl._zod.parent = inst;
	return cl;
}
function normalizeParams(_params) {
	const params = _params;
	if (!params) return {};
	if (typeof params === "string") return { error: () => params };
	if (params?.message !== void 0) {
		if (params?.error !== void 0) throw new Error("Cannot specify both `message` and `error` params");
		params.error = params.message;
	}
	delete params.message;
	if (typeof params.error === "string") return {
		...params,
		error: () => params.error
	};
	return params;
}
function stringifyPrimitive(value) {
	if (typeof value === "bigint") return value.toString() + "n";
	if (typeof value === "string") return `"${value}"`;
	return `${value}`;
}
function optionalKeys(shape) {
	return Object.keys(shape).filter((k) => {
		return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
	});
}
function pick(schema, mask) {
	const currDef = schema._zod.def;
	const checks = currDef.checks;
	if (checks && checks.length > 0) throw new Error(".pick() cannot be used on object schemas containing refinements");
	const newShape = {};
	mirrorShape(newShape, schema, maskedKeys(schema, mask));
	return clone(schema, mergeDefs(currDef, {
		shape: newShape,
		checks: []
	}));
}
function maskedKeys(schema, mask) {
	const raw = sourceShape(schema);
	const keys = [];
	for (const key of Reflect.ownKeys(mask)) {
		if (!Object.getOwnPropertyDescriptor(raw, key)?.enumerable) throw new Error(`Unrecognized key: "${String(key)}"`);
		if (mask[key]) keys.push(key);
	}
	return keys;
}
function omit$1(schema, mask) {
	const currDef = schema._zod.def;
	const checks = currDef.checks;
	if (checks && checks.length > 0) throw new Error(".omit() cannot be used on object schemas containing refinements");
	const omitted = new Set(maskedKeys(schema, mask));
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)).filter((key) => !omitted.has(key)));
	return clone(schema, mergeDefs(currDef, {
		shape: newShape,
		checks: []
	}));
}
function extend(schema, shape) {
	if (!isPlainObject$2(shape)) throw new Error("Invalid input to extend: expected a plain object");
	const checks = schema._zod.def.checks;
	if (checks && checks.length > 0) {
		const existingShape = sourceShape(schema);
		for (const key of Reflect.ownKeys(shape)) if (Object.getOwnPropertyDescriptor(existingShape, key) !== void 0) throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
	}
	return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function extended(schema, shape) {
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)));
	mirrorProps(newShape, shape);
	return newShape;
}
function safeExtend(schema, shape) {
	if (!isPlainObject$2(shape)) throw new Error("Invalid input to safeExtend: expected a plain object");
	return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function merge$1(a, b) {
	if (!b?._zod?.def) throw new Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
	if (a._zod.def.checks?.length) throw new Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
	const newShape = {};
	mirrorShape(newShape, a, Reflect.ownKeys(sourceShape(a)));
	mirrorShape(newShape, b, Reflect.ownKeys(sourceShape(b)));
	return clone(a, mergeDefs(a._zod.def, {
		shape: newShape,
		get catchall() {
			return b._zod.def.catchall;
		},
		checks: b._zod.def.checks ?? []
	}));
}
function partial(Class, schema, mask, name = "partial") {
	const checks = schema._zod.def.checks;
	if (checks && checks.length > 0) throw new Error(`.${name}() cannot be used on object schemas containing refinements`);
	const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), Class && ((value, key) => selected && !selected.has(key) ? value : new Class({
		type: "optional",
		innerType: value
	})));
	return clone(schema, mergeDefs(schema._zod.def, {
		shape: newShape,
		checks: []
	}));
}
function required(Class, schema, mask) {
	const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), (value, key) => selected && !selected.has(key) ? value : new Class({
		type: "nonoptional",
		innerType: value
	}));
	return clone(schema, mergeDefs(schema._zod.def, { shape: newShape }));
}
function aborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue !== true) return true;
	return false;
}
function explicitlyAborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue === false) return true;
	return false;
}
function prefixIssues(path, issues) {
	return issues.map((iss) => {
		var _a;
		(_a = iss).path ?? (_a.path = []);
		iss.path.unshift(path);
		return iss;
	});
}
function unwrapMessage(message) {
	return typeof message === "string" ? message : message?.message;
}
/** The leading size checks of `defChecks` that set an upper bound, each paired with it. */
function sizeCaps(defChecks) {
	const caps = [];
	for (const ch of defChecks ?? []) {
		const d = ch._zod.def;
		if (!/_(length|size)$|_equals$/.test(d.check)) break;
		const max = d.maximum ?? d.length ?? d.size;
		if (max >= 0) caps.push([max, ch]);
	}
	return caps;
}
function attachSchema(issues, start, inst) {
	var _a;
	for (let i = start; i < issues.length; i++) (_a = issues[i]).schema ?? (_a.schema = inst);
}
function finalizeIssue(iss, ctx, config) {
	var _a;
	const traits = iss.inst?._zod?.traits;
	if (traits?.has("$ZodType")) {
		if (traits.has("$ZodCheck")) (_a = iss).schema ?? (_a.schema = iss.inst);
		else iss.schema = iss.inst;
	}
	const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
	const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config.customError?.(iss)) ?? unwrapMessage(config.localeError?.(iss)) ?? "Invalid input";
	const full = {};
	for (const k of Object.keys(iss)) {
		if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__") continue;
		full[k] = iss[k];
	}
	full.path ?? (full.path = []);
	full.message = message;
	if (ctx?.reportInput) full.input = iss.input;
	return full;
}
function codePointLength(str) {
	const units = str.length;
	if (!highSurrogate.test(str)) return units;
	let count = units;
	for (let i = 0; i < units - 1; i++) if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
		count--;
		i++;
	}
	return count;
}
function getLengthableOrigin(input) {
	if (Array.isArray(input)) return "array";
	if (typeof input === "string") return "string";
	return "unknown";
}
function parsedType(data) {
	const t = typeof data;
	switch (t) {
		case "number": return Number.isNaN(data) ? "nan" : "number";
		case "object": {
			if (data === null) return "null";
			if (Array.isArray(data)) return "array";
			const obj = data;
			if (obj && Object.getPrototypeOf(obj) !== Object.prototype && "constructor" in obj && obj.constructor) return obj.constructor.name;
		}
	}
	return t;
}
function issue(...args) {
	const [iss, input, inst] = args;
	if (typeof iss === "string") return {
		message: iss,
		code: "custom",
		input,
		inst
	};
	return { ...iss };
}
/**
* Installs a trait's members on its prototype. Each value builds that member for the instance on first read; the built value shadows the accessor as an own property, so a detached `const { parse } = schema` keeps working.
*
* Call this from a `proto` initializer, which runs once per prototype — never per instance.
*/
function members(proto, table) {
	for (const key in table) {
		const desc = Object.getOwnPropertyDescriptor(table, key);
		if (desc.get) Object.defineProperty(proto, key, {
			...desc,
			enumerable: false
		});
		else defineBound(proto, key, desc.value);
	}
}
/** Shadows a prototype member with an own value, so a getter that builds from the instance runs once. */
function own(inst, key, value, enumerable = true) {
	Object.defineProperty(inst, key, {
		configurable: true,
		writable: true,
		enumerable,
		value
	});
	return value;
}
/** Like {@link own}, for a member that was never an own data property and has to stay out of `Object.keys`. */
function hide(inst, key, value) {
	return own(inst, key, value, false);
}
/** Adds members a table derives from the instance: each builds on first read and shadows as own data, and assignment shadows the same way, as when these were own properties. */
/* @__NO_SIDE_EFFECTS__ */
function derived(computes, table) {
	for (const key in computes) {
		const compute = computes[key];
		Object.defineProperty(table, key, {
			configurable: true,
			enumerable: true,
			get() {
				return own(this, key, compute(this));
			},
			set(value) {
				own(this, key, value);
			}
		});
	}
	return table;
}
function defineBound(proto, key, fn) {
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			return this == null ? fn : own(this, key, fn.bind(this));
		},
		set(value) {
			own(this, key, value);
		}
	});
}
/** Returns the prototype to install on, or `undefined` if this group is already installed on it. */
function claim(inst, sentinel) {
	const proto = Object.getPrototypeOf(inst);
	return sentinel in proto ? void 0 : proto;
}
/**
* Installs a lazily-derived internal on the `_zod` prototype of `inst`'s
* constructor, computed from the internals object itself and cached there on
* first read. One accessor per constructor rather than one per instance.
*/
function defineLazyInternal(inst, key, compute) {
	const proto = Object.getPrototypeOf(inst._zod);
	if (key in proto && installing !== inst._zod) {
		installing = void 0;
		return;
	}
	installing = inst._zod;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			Object.defineProperty(this, key, breaker);
			const outer = broke;
			broke = false;
			try {
				const value = compute(this);
				if (broke) delete this[key];
				else Object.defineProperty(this, key, {
					configurable: true,
					writable: true,
					value
				});
				broke = broke || outer;
				return value;
			} catch (err) {
				delete this[key];
				broke = broke || outer;
				throw err;
			}
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				value
			});
		}
	});
}
/**
* Installs `key` on `inst`'s prototype, computed by `make` on first read and cached there as an own
* data property. One accessor per constructor rather than one per instance, because an own accessor
* puts every instance after the first into v8 dictionary mode. The key doubles as the sentinel.
*/
function installLazyProp(inst, key, make, enumerable) {
	const proto = claim(inst, key);
	if (!proto) return;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			const desc = {
				configurable: true,
				writable: true,
				enumerable,
				value: void 0
			};
			Object.defineProperty(this, key, desc);
			desc.value = make(this);
			Object.defineProperty(this, key, desc);
			return desc.value;
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				enumerable,
				value
			});
		}
	});
}
/** Wraps a constant catch value in a thunk tagged with {@link CONSTANT_CATCH}. */
function constantCatch(value) {
	const fn = () => value;
	fn[CONSTANT_CATCH] = true;
	return fn;
}
var Cached, captureStackTrace, allowsEval, propertyKeyTypes, NUMBER_FORMAT_RANGES, BIGINT_FORMAT_RANGES, highSurrogate, installing, broke, breaker, CONSTANT_CATCH;
var init_util = __esmMin((() => {
	init_core$1();
	Cached = class {
		constructor(getter) {
			this._getter = getter;
			this._value = void 0;
		}
		get value() {
			const getter = this._getter;
			if (getter !== void 0) {
				this._value = getter();
				this._getter = void 0;
			}
			return this._value;
		}
	};
	captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {};
	allowsEval = /* @__PURE__*/ cached(() => {
		if (globalConfig.jitless) return false;
		if (typeof navigator !== "undefined" && navigator?.userAgent?.includes("Cloudflare")) return false;
		try {
			new Function("");
			return true;
		} catch (_) {
			return false;
		}
	});
	propertyKeyTypes = /* @__PURE__*/ new Set([
		"string",
		"number",
		"symbol"
	]);
	NUMBER_FORMAT_RANGES = /*@__PURE__*/ (() => ({
		safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
		int32: [-2147483648, 2147483647],
		uint32: [0, 4294967295],
		float32: [-34028234663852886e22, 34028234663852886e22],
		float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
	}))();
	BIGINT_FORMAT_RANGES = {
		int64: [/* @__PURE__*/ BigInt("-9223372036854775808"), /* @__PURE__*/ BigInt("9223372036854775807")],
		uint64: [/* @__PURE__*/ BigInt(0), /* @__PURE__*/ BigInt("18446744073709551615")]
	};
	highSurrogate = /[\uD800-\uDBFF]/;
	broke = false;
	breaker = {
		configurable: true,
		get() {
			broke = true;
		}
	};
	CONSTANT_CATCH = "~constantCatch";
}));
// node_modules/zod/v4/core/core.js
function newError(Definition) {
	const E = _E;
	if (E) {
		const saved = E.stackTraceLimit;
		if (typeof saved === "number") {
			try {
				E.stackTraceLimit = 0;
			} catch {
				_E = null;
				return new Definition();
			}
			try {
				return new Definition();
			} finally {
				E.stackTraceLimit = saved;
			}
		}
	}
	return new Definition();
}
/* @__NO_SIDE_EFFECTS__ */
function $constructor(name, initializer, proto, params) {
	const zodProto = {};
	function Internals(def) {
		this.def = def;
		this.constr = _;
		this.traits = /* @__PURE__ */ new Set();
	}
	Internals.prototype = zodProto;
	const protoMembers = proto;
	const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
	function init(inst, def) {
		if (!inst._zod) {
			_zodDesc.value = new Internals(def);
			try {
				Object.defineProperty(inst, "_zod", _zodDesc);
			} finally {
				_zodDesc.value = void 0;
			}
		} else if (inst._zod.traits.has(name)) return;
		inst._zod.traits.add(name);
		initializer(inst, def);
		if (initialized) {
			const own = Object.getPrototypeOf(inst);
			const ctorProto = inst._zod.constr.prototype;
			let up = own;
			while (up && up !== ctorProto) up = Object.getPrototypeOf(up);
			const target = up ?? own;
			if (!initialized.has(target)) {
				initialized.add(target);
				members(target, protoMembers);
			}
		}
		const proto = _.prototype;
		for (const k in proto) {
			if (!Object.prototype.hasOwnProperty.call(proto, k)) continue;
			if (!(k in inst)) inst[k] = proto[k].bind(inst);
		}
	}
	const Parent = params?.Parent ?? Object;
	class Definition extends Parent {}
	Object.defineProperty(Definition, "name", { value: name });
	function _(def) {
		const inst = params?.Parent ? newError(Definition) : this;
		init(inst, def);
		const deferred = inst._zod.deferred;
		if (deferred) {
			for (const fn of deferred) fn();
			inst._zod.deferred = void 0;
		}
		const pp = globalThis.__zod_globalConfig?.postProcessor;
		if (pp) pp(inst);
		return inst;
	}
	Object.defineProperty(_, "init", { value: init });
	Object.defineProperty(_, Symbol.hasInstance, { value: (inst) => {
		if (params?.Parent && inst instanceof params.Parent) return true;
		return inst?._zod?.traits?.has(name);
	} });
	Object.defineProperty(_, "name", { value: name });
	return _;
}
function config(newConfig) {
	if (newConfig) Object.assign(globalConfig, newConfig);
	return globalConfig;
}
var _a$1, _zodDesc, _E, $ZodAsyncError, $ZodEncodeError, globalConfig;
var init_core$1 = __esmMin((() => {
	init_util();
	_zodDesc = {
		value: void 0,
		enumerable: false
	};
	_E = "captureStackTrace" in Error ? Error : null;
	$ZodAsyncError = class extends Error {
		constructor() {
			super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
		}
	};
	$ZodEncodeError = class extends Error {
		constructor(name) {
			super(`Encountered unidirectional transform during encode: ${name}`);
			this.name = "ZodEncodeError";
		}
	};
	(_a$1 = globalThis).__zod_globalConfig ?? (_a$1.__zod_globalConfig = {});
	globalConfig = globalThis.__zod_globalConfig;
}));
// node_modules/zod/v4/core/errors.js
function _getMessage() {
	const internals = this._zod;
	internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
	return internals.message;
}
function _setMessage(value) {
	this._zod.message = value;
}
/** Get-or-create `obj[key]` as an own data property. A path segment naming an inherited member
* ("toString", "constructor") would otherwise read through to the prototype, and assigning
* "__proto__" would hit the setter instead of creating a key. */
function node(obj, key, make) {
	if (!Object.prototype.hasOwnProperty.call(obj, key)) {
		if (key === "__proto__") Object.defineProperty(obj, key, {
			value: make(),
			writable: true,
			enumerable: true,
			configurable: true
		});
		else obj[key] = make();
	}
	return obj[key];
}
function flattenError(error, mapper = (issue) => issue.message) {
	const fieldErrors = {};
	const formErrors = [];
	for (const sub of error.issues) if (sub.path.length > 0) node(fieldErrors, sub.path[0], () => []).push(mapper(sub));
	else formErrors.push(mapper(sub));
	return {
		formErrors,
		fieldErrors
	};
}
function formatError(error, mapper = (issue) => issue.message) {
	const fieldErrors = { _errors: [] };
	const processError = (error, path = []) => {
		for (const issue of error.issues) if (issue.code === "invalid_union" && issue.errors.length) issue.errors.map((issues) => processError({ issues }, [...path, ...issue.path]));
		else if (issue.code === "invalid_key") processError({ issues: issue.issues }, [...path, ...issue.path]);
		else if (issue.code === "invalid_element") processError({ issues: issue.issues }, [...path, ...issue.path]);
		else {
			const fullpath = [...path, ...issue.path];
			if (fullpath.length === 0) fieldErrors._errors.push(mapper(issue));
			else {
				let curr = fieldErrors;
				let i = 0;
				while (i < fullpath.length) {
					const el = fullpath[i];
					const terminal = i === fullpath.length - 1;
					if (el === "_errors") {
						if (terminal) curr._errors.push(mapper(issue));
						i++;
						continue;
					}
					if (!Object.prototype.hasOwnProperty.call(curr, el)) Object.defineProperty(curr, el, {
						value: { _errors: [] },
						enumerable: true,
						writable: true,
						configurable: true
					});
					const node = curr[el];
					if (terminal) node._errors.push(mapper(issue));
					curr = node;
					i++;
				}
			}
		}
	};
	processError(error);
	return fieldErrors;
}
var _messageDesc, _issuesDesc, _installedToString, initializer$1, $ZodError;
var init_errors$2 = __esmMin((() => {
	init_core$1();
	init_util();
	_messageDesc = {
		get: _getMessage,
		set: _setMessage,
		enumerable: true,
		configurable: true
	};
	_issuesDesc = {
		value: void 0,
		enumerable: false
	};
	_installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
	initializer$1 = (inst, def) => {
		inst.name = "$ZodError";
		_issuesDesc.value = def;
		Object.defineProperty(inst, "issues", _issuesDesc);
		_issuesDesc.value = void 0;
		Object.defineProperty(inst, "message", _messageDesc);
		const proto = Object.getPrototypeOf(inst);
		if (!_installedToString.has(proto)) {
			_installedToString.add(proto);
			Object.defineProperty(proto, "toString", {
				configurable: true,
				enumerable: false,
				get() {
					const value = () => this.message;
					Object.defineProperty(this, "toString", {
						value,
						configurable: true,
						writable: true
					});
					return value;
				},
				set(value) {
					Object.defineProperty(this, "toString", {
						value,
						configurable: true,
						writable: true
					});
				}
			});
		}
	};
	$ZodError = /* @__PURE__ */ $constructor("$ZodError", initializer$1);
}));
// node_modules/zod/v4/core/parse.js
function finalizeParams(callee, params) {
	return {
		callee: params?.callee ?? callee,
		Err: params?.Err
	};
}
function failure(Err, issues, ctx) {
	let error;
	return {
		success: false,
		get error() {
			if (!error) {
				error = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
				issues = void 0;
				ctx = void 0;
			}
			return error;
		},
		set error(e) {
			error = e;
			issues = void 0;
			ctx = void 0;
		}
	};
}
function validateFallback(schema, value, _ctx) {
	const ctx = _ctx ? {
		..._ctx,
		async: false,
		abortEarly: true
	} : {
		async: false,
		abortEarly: true
	};
	const fallbackRun = schema._zod.bag.fallbackRun;
	let result;
	if (fallbackRun) {
		ctx[COMPILE_FALLBACK] = true;
		result = fallbackRun({
			value,
			issues: []
		}, ctx);
	} else result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) throw new $ZodAsyncError();
	return result.issues.length === 0;
}
var _parse, _parseAsync, _safeParse, _safeParseAsync, COMPILE_INVALID, COMPILE_FALLBACK, validate, validateAsync$1, _encode, _decode, _encodeAsync, _decodeAsync, _safeEncode, _safeDecode, _safeEncodeAsync, _safeDecodeAsync;
var init_parse$2 = __esmMin((() => {
	init_core$1();
	init_util();
	_parse = (_Err) => {
		const fn = (schema, value, _ctx, _params) => {
			const ctx = _ctx ? {
				..._ctx,
				async: false
			} : { async: false };
			const result = schema._zod.run({
				value,
				issues: []
			}, ctx);
			if (result instanceof Promise) throw new $ZodAsyncError();
			if (result.issues.length) {
				const e = new ((_params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
				captureStackTrace(e, _params?.callee ?? fn);
				throw e;
			}
			return result.value;
		};
		return fn;
	};
	_parseAsync = (_Err) => {
		const fn = async (schema, value, _ctx, params) => {
			const ctx = _ctx ? {
				..._ctx,
				async: true
			} : { async: true };
			let result = schema._zod.run({
				value,
				issues: []
			}, ctx);
			if (result instanceof Promise) result = await result;
			if (result.issues.length) {
				const e = new ((params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
				captureStackTrace(e, params?.callee ?? fn);
				throw e;
			}
			return result.value;
		};
		return fn;
	};
	_safeParse = (_Err) => (schema, value, _ctx) => {
		const ctx = _ctx ? {
			..._ctx,
			async: false
		} : { async: false };
		const result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) throw new $ZodAsyncError();
		return result.issues.length ? failure(_Err, result.issues, ctx) : {
			success: true,
			data: result.value
		};
	};
	_safeParseAsync = (_Err) => async (schema, value, _ctx) => {
		const ctx = _ctx ? {
			..._ctx,
			async: true
		} : { async: true };
		let result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) result = await result;
		return result.issues.length ? failure(_Err, result.issues, ctx) : {
			success: true,
			data: result.value
		};
	};
	COMPILE_INVALID = /* @__PURE__ */ Symbol.for("zod.compile.invalid");
	COMPILE_FALLBACK = /* @__PURE__ */ Symbol.for("zod.compile.fallback");
	validate = ((schema, value, _ctx) => {
		const validator = schema._zod.bag.validator;
		if (validator !== void 0) {
			if (validator(value) !== COMPILE_INVALID) return true;
			if (validator.definite === true && _ctx === void 0) return false;
		}
		return validateFallback(schema, value, _ctx);
	});
	validateAsync$1 = async (schema, value, _ctx) => {
		const ctx = _ctx ? {
			..._ctx,
			async: true,
			abortEarly: true
		} : {
			async: true,
			abortEarly: true
		};
		let result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) result = await result;
		return result.issues.length === 0;
	};
	_encode = (_Err) => {
		const parse = _parse(_Err);
		const fn = (schema, value, _ctx, _params) => {
			const ctx = _ctx ? {
				..._ctx,
				direction: "backward"
			} : { direction: "backward" };
			return parse(schema, value, ctx, finalizeParams(fn, _params));
		};
		return fn;
	};
	_decode = (_Err) => {
		const parse = _parse(_Err);
		const fn = (schema, value, _ctx, _params) => {
			return parse(schema, value, _ctx, finalizeParams(fn, _params));
		};
		return fn;
	};
	_encodeAsync = (_Err) => {
		const parseAsync = _parseAsync(_Err);
		const fn = async (schema, value, _ctx, _params) => {
			const ctx = _ctx ? {
				..._ctx,
				direction: "backward"
			} : { direction: "backward" };
			return await parseAsync(schema, value, ctx, finalizeParams(fn, _params));
		};
		return fn;
	};
	_decodeAsync = (_Err) => {
		const parseAsync = _parseAsync(_Err);
		const fn = async (schema, value, _ctx, _params) => {
			return await parseAsync(schema, value, _ctx, finalizeParams(fn, _params));
		};
		return fn;
	};
	_safeEncode = (_Err) => (schema, value, _ctx) => {
		const ctx = _ctx ? {
			..._ctx,
			direction: "backward"
		} : { direction: "backward" };
		return _safeParse(_Err)(schema, value, ctx);
	};
	_safeDecode = (_Err) => (schema, value, _ctx) => {
		return _safeParse(_Err)(schema, value, _ctx);
	};
	_safeEncodeAsync = (_Err) => async (schema, value, _ctx) => {
		const ctx = _ctx ? {
			..._ctx,
			direction: "backward"
		} : { direction: "backward" };
		return _safeParseAsync(_Err)(schema, value, ctx);
	};
	_safeDecodeAsync = (_Err) => async (schema, value, _ctx) => {
		return _safeParseAsync(_Err)(schema, value, _ctx);
	};
}));
// node_modules/zod/v4/core/regexes.js
function nanoidOfLength(length) {
	return new RegExp(`^[a-zA-Z0-9_-]{${length}}$`);
}
function emoji() {
	return new RegExp(_emoji$1, "u");
}
/** Anchors a pattern source. The interpolation lives here rather than at the call site because
* esbuild will not drop a `@__PURE__` call whose own argument interpolates a variable, but it
* will drop `anchor(dateSource)`. Keeping it inline pinned `date` into every bundle. */
function anchor(source) {
	return new RegExp(`^${source}$`);
}
function timeSource(args) {
	const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
	return typeof args.precision === "number" ? args.precision === -1 ? `${hhmm}` : args.precision === 0 ? `${hhmm}:[0-5]\\d` : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}` : args.seconds ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?` : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
}
function time$1(args) {
	return new RegExp(`^${timeSource(args)}$`);
}
function datetime$1(args) {
	const opts = ["Z"];
	if (args.offset) opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
	const qualified = `${timeSource({
		precision: args.precision,
		seconds: true
	})}(?:${opts.join("|")})`;
	const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
	return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
}
var cuid, cuid2, ulid, xid, ksuid, nanoid, duration, guid, uuid, email, _emoji$1, ipv4, ipv6, cidrv4, cidrv6, base64$1, base64url, httpProtocol, e164, dateSource, date, anyString, number$1, boolean$1, lowercase, uppercase;
var init_regexes = __esmMin((() => {
	cuid = /^[cC][0-9a-z]{6,}$/;
	cuid2 = /^[0-9a-z]+$/;
	ulid = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;
	xid = /^[0-9a-vA-V]{20}$/;
	ksuid = /^[A-Za-z0-9]{27}$/;
	nanoid = /^[a-zA-Z0-9_-]{21}$/;
	duration = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
	guid = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/;
	uuid = (version) => {
		if (!version) return /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;
		return new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`);
	};
	email = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/;
	_emoji$1 = `^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$`;
	ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;
	ipv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;
	cidrv4 = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/;
	cidrv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/;
	base64$1 = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/;
	base64url = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
	httpProtocol = /^https?$/;
	e164 = /^\+[1-9]\d{6,14}$/;
	dateSource = `(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;
	date = /*@__PURE__*/ anchor(dateSource);
	anyString = /^[\s\S]{0,}$/;
	number$1 = /^-?\d+(?:\.\d+)?$/;
	boolean$1 = /^(?:true|false)$/i;
	lowercase = /^[^A-Z]*$/;
	uppercase = /^[^a-z]*$/;
}));
// node_modules/zod/v4/core/checks.js
var $ZodCheck, _whenHasLength, numericOriginMap, $ZodCheckLessThan, $ZodCheckGreaterThan, $ZodCheckMultipleOf, $ZodCheckNumberFormat, $ZodCheckMaxLength, $ZodCheckMinLength, $ZodCheckLengthEquals, $ZodCheckStringFormat, $ZodCheckRegex, $ZodCheckLowerCase, $ZodCheckUpperCase, $ZodCheckIncludes, $ZodCheckStartsWith, $ZodCheckEndsWith, $ZodCheckOverwrite;
var init_checks$1 = __esmMin((() => {
	init_core$1();
	init_regexes();
	init_util();
	$ZodCheck = /*@__PURE__*/ $constructor("$ZodCheck", (inst, def) => {
		var _a;
		inst._zod ?? (inst._zod = {});
		inst._zod.def = def;
		(_a = inst._zod).onattach ?? (_a.onattach = []);
	});
	_whenHasLength = (payload) => {
		const val = payload.value;
		return !nullish(val) && val.length !== void 0;
	};
	numericOriginMap = {
		number: "number",
		bigint: "bigint",
		object: "date"
	};
	$ZodCheckLessThan = /*@__PURE__*/ $constructor("$ZodCheckLessThan", (inst, def) => {
		$ZodCheck.init(inst, def);
		const origin = numericOriginMap[typeof def.value];
		inst._zod.check = (payload) => {
			if (def.inclusive ? payload.value <= def.value : payload.value < def.value) return;
			payload.issues.push({
				origin: numericOriginMap[typeof payload.value] ?? origin,
				code: "too_big",
				maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
				input: payload.value,
				inclusive: def.inclusive,
				inst,
				continue: !def.abort
			});
		};
	});
	$ZodCheckGreaterThan = /*@__PURE__*/ $constructor("$ZodCheckGreaterThan", (inst, def) => {
		$ZodCheck.init(inst, def);
		const origin = numericOriginMap[typeof def.value];
		inst._zod.check = (payload) => {
			if (def.inclusive ? payload.value >= def.value : payload.value > def.value) return;
			payload.issues.push({
				origin: numericOriginMap[typeof payload.value] ?? origin,
				code: "too_small",
				minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
				input: payload.value,
				inclusive: def.inclusive,
				inst,
				continue: !def.abort
			});
		};
	});
	$ZodCheckMultipleOf = /*@__PURE__*/ $constructor("$ZodCheckMultipleOf", (inst, def) => {
		$ZodCheck.init(inst, def);
		inst._zod.check = (payload) => {
			if (typeof payload.value !== typeof def.value) throw new Error("Cannot mix number and bigint in multiple_of check.");
			if (typeof payload.value === "bigint" ? def.value !== BigInt(0) && payload.value % def.value === BigInt(0) : floatSafeRemainder(payload.value, def.value) === 0) return;
			payload.issues.push({
				origin: typeof payload.value,
				code: "not_multiple_of",
				divisor: def.value,
				input: payload.value,
				inst,
				continue: !def.abort
			});
		};
	});
	$ZodCheckNumberFormat = /*@__PURE__*/ $constructor("$ZodCheckNumberFormat", (inst, def) => {
		$ZodCheck.init(inst, def);
		def.format = def.format || "float64";
		const isInt = def.format?.includes("int");
		const origin = isInt ? "int" : "number";
		const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
		inst._zod.check = (payload) => {
			const input = payload.value;
			if (isInt) {
				if (!Number.isInteger(input)) {
					payload.issues.push({
						expected: origin,
						format: def.format,
						code: "invalid_type",
						continue: false,
						input,
						inst
					});
					return;
				}
				if (!Number.isSafeInteger(input)) {
					if (input > 0) payload.issues.push({
						input,
						code: "too_big",
						maximum: Number.MAX_SAFE_INTEGER,
						note: "Integers must be within the safe integer range.",
						inst,
						origin,
						inclusive: true,
						continue: !def.abort
					});
					else payload.issues.push({
						input,
						code: "too_small",
						minimum: Number.MIN_SAFE_INTEGER,
						note: "Integers must be within the safe integer range.",
						inst,
						origin,
						inclusive: true,
						continue: !def.abort
					});
					return;
				}
			}
			if (input < minimum) payload.issues.push({
				origin: "number",
				input,
				code: "too_small",
				minimum,
				inclusive: true,
				inst,
				continue: !def.abort
			});
			if (input > maximum) payload.issues.push({
				origin: "number",
				input,
				code: "too_big",
				maximum,
				inclusive: true,
				inst,
				continue: !def.abort
			});
		};
	});
	$ZodCheckMaxLength = /*@__PURE__*/ $constructor("$ZodCheckMaxLength", (inst, def) => {
		var _a;
		$ZodCheck.init(inst, def);
		(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
		inst._zod.check = (payload) => {
			const input = payload.value;
			const units = input.length;
			if ((typeof input === "string" && units > def.maximum ? codePointLength(input) : units) <= def.maximum) return;
			const origin = getLengthableOrigin(input);
			payload.issues.push({
				origin,
				code: "too_big",
				maximum: def.maximum,
				inclusive: true,
				input,
				inst,
				continue: !def.abort
			});
		};
	});
	$ZodCheckMinLength = /*@__PURE__*/ $constructor("$ZodCheckMinLength", (inst, def) => {
		var _a;
		$ZodCheck.init(inst, def);
		(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
		inst._zod.check = (payload) => {
			const input = payload.value;
			const units = input.length;
			if ((typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units) >= def.minimum) return;
			const origin = getLengthableOrigin(input);
			payload.issues.push({
				origin,
				code: "too_small",
				minimum: def.minimum,
				inclusive: true,
				input,
				inst,
				continue: !def.abort
			});
		};
	});
	$ZodCheckLengthEquals = /*@__PURE__*/ $constructor("$ZodCheckLengthEquals", (inst, def) => {
		var _a;
		$ZodCheck.init(inst, def);
		(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
		inst._zod.check = (payload) => {
			const input = payload.value;
			const units = input.length;
			const length = typeof input === "string" && units >= def.length && units <= def.length * 2 ? codePointLength(input) : units;
			if (length === def.length) return;
			const origin = getLengthableOrigin(input);
			const tooBig = length > def.length;
			payload.issues.push({
				origin,
				...tooBig ? {
					code: "too_big",
					maximum: def.length
				} : {
					code: "too_small",
					minimum: def.length
				},
				inclusive: true,
				exact: true,
				input: payload.value,
				inst,
				continue: !def.abort
			});
		};
	});
	$ZodCheckStringFormat = /*@__PURE__*/ $constructor("$ZodCheckStringFormat", (inst, def) => {
		var _a, _b;
		$ZodCheck.init(inst, def);
		if (def.pattern) (_a = inst._zod).check ?? (_a.check = (payload) => {
			def.pattern.lastIndex = 0;
			if (def.pattern.test(payload.value)) return;
			payload.issues.push({
				origin: "string",
				code: "invalid_format",
				format: def.format,
				input: payload.value,
				...def.pattern ? { pattern: def.pattern.toString() } : {},
				inst,
				continue: !def.abort
			});
		});
		else (_b = inst._zod).check ?? (_b.check = () => {});
	});
	$ZodCheckRegex = /*@__PURE__*/ $constructor("$ZodCheckRegex", (inst, def) => {
		$ZodCheckStringFormat.init(inst, def);
		inst._zod.check = (payload) => {
			def.pattern.lastIndex = 0;
			if (def.pattern.test(payload.value)) return;
			payload.issues.push({
				origin: "string",
				code: "invalid_format",
				format: "regex",
				input: payload.value,
				pattern: def.pattern.toString(),
				inst,
				continue: !def.abort
			});
		};
	});
	$ZodCheckLowerCase = /*@__PURE__*/ $constructor("$ZodCheckLowerCase", (inst, def) => {
		def.pattern ?? (def.pattern = lowercase);
		$ZodCheckStringFormat.init(inst, def);
	});
	$ZodCheckUpperCase = /*@__PURE__*/ $constructor("$ZodCheckUpperCase", (inst, def) => {
		def.pattern ?? (def.pattern = uppercase);
		$ZodCheckStringFormat.init(inst, def);
	});
	$ZodCheckIncludes = /*@__PURE__*/ $constructor("$ZodCheckIncludes", (inst, def) => {
		$ZodCheck.init(inst, def);
		const escapedRegex = escapeRegex(def.includes);
		def.pattern = new RegExp(typeof def.position === "number" ? `^.{${def.position},}${escapedRegex}` : escapedRegex);
		inst._zod.check = (payload) => {
			if (payload.value.includes(def.includes, def.position)) return;
			payload.issues.push({
				origin: "string",
				code: "invalid_format",
				format: "includes",
				includes: def.includes,
				input: payload.value,
				inst,
				continue: !def.abort
			});
		};
	});
	$ZodCheckStartsWith = /*@__PURE__*/ $constructor("$ZodCheckStartsWith", (inst, def) => {
		$ZodCheck.init(inst, def);
		const pattern = new RegExp(`^${escapeRegex(def.prefix)}.*`);
		def.pattern ?? (def.pattern = pattern);
		inst._zod.check = (payload) => {
			if (payload.value.startsWith(def.prefix)) return;
			payload.issues.push({
				origin: "string",
				code: "invalid_format",
				format: "starts_with",
				prefix: def.prefix,
				input: payload.value,
				inst,
				continue: !def.abort
			});
		};
	});
	$ZodCheckEndsWith = /*@__PURE__*/ $constructor("$ZodCheckEndsWith", (inst, def) => {
		$ZodCheck.init(inst, def);
		const pattern = new RegExp(`.*${escapeRegex(def.suffix)}$`);
		def.pattern ?? (def.pattern = pattern);
		inst._zod.check = (payload) => {
			if (payload.value.endsWith(def.suffix)) return;
			payload.issues.push({
				origin: "string",
				code: "invalid_format",
				format: "ends_with",
				suffix: def.suffix,
				input: payload.value,
				inst,
				continue: !def.abort
			});
		};
	});
	$ZodCheckOverwrite = /*@__PURE__*/ $constructor("$ZodCheckOverwrite", (inst, def) => {
		$ZodCheck.init(inst, def);
		inst._zod.check = (payload) => {
			payload.value = def.tx(payload.value);
		};
	});
}));
// node_modules/zod/v4/core/doc.js
var Doc;
var init_doc = __esmMin((() => {
	Doc = class {
		constructor(args = [], closed = {}) {
			this.content = [];
			this.indent = 0;
			this.args = args;
			this.closed = closed;
		}
		indented(fn) {
			this.indent += 1;
			try {
				fn(this);
			} finally {
				this.indent -= 1;
			}
		}
		write(arg) {
			if (typeof arg === "function") {
				arg(this, { execution: "sync" });
				arg(this, { execution: "async" });
				return;
			}
			const lines = arg.split("\n").filter((x) => x);
			const minIndent = Math.min(...lines.map((x) => x.length - x.trimStart().length));
			const dedented = lines.map((x) => x.slice(minIndent)).map((x) => " ".repeat(this.indent * 2) + x);
			for (const line of dedented) this.content.push(line);
		}
		compile() {
			const F = Function;
			const content = this?.content ?? [``];
			return new F(...Object.keys(this.closed), `return function (${this.args.join(", ")}) {\n${content.join("\n")}\n};`)(...Object.values(this.closed));
		}
	};
}));
// node_modules/zod/v4/core/versions.js
var version;
var init_versions = __esmMin((() => {
	version = {
		major: 4,
		minor: 6,
		patch: 7
	};
}));
// node_modules/zod/v4/core/schemas.js
async function validateAsync(inst, value) {
	const ctx = { async: true };
	return toStandardResult(await inst._zod.run({
		value,
		issues: []
	}, ctx), ctx);
}
function standardProps(inst) {
	return {
		validate: (value) => {
			const ctx = { async: false };
			try {
				const r = inst._zod.run({
					value,
					issues: []
				}, ctx);
				if (!(r instanceof Promise)) return toStandardResult(r, ctx);
			} catch (_) {}
			return validateAsync(inst, value);
		},
		vendor: "zod",
		version: 1
	};
}
function canParseURL(input) {
	try {
		if (typeof URL !== "undefined" && typeof URL.canParse === "function") return URL.canParse(input);
		new URL(input);
		return true;
	} catch {
		return false;
	}
}
function validateURL(trimmed, def) {
	if (!("normalize" in def) && !("hostname" in def) && !("protocol" in def)) return canParseURL(trimmed) || 2;
	return parseURLObject(trimmed, def);
}
/** Parses a URL while preserving the non-normalizing HTTP guard. */
function parseURLObject(trimmed, def) {
	if (!def.normalize && def.protocol?.source === httpProtocol.source && !/^https?:\/\//i.test(trimmed)) return 1;
	try {
		if (typeof URL !== "undefined") {
			const URLStatic = URL;
			if (typeof URLStatic.parse === "function") return URLStatic.parse(trimmed) ?? 2;
		}
		return new URL(trimmed);
	} catch {
		return 2;
	}
}
/** The URL parser deletes every ASCII tab, LF and CR from its input before it parses, so `new URL("https://exa\nmple.com")` reports on `example.com`. Applying the same deletion to the returned value closes the half of that divergence which can move the host; the parser's other rewrite, stripping C0 controls at the edges, cannot. */
function stripTabAndNewline(value) {
	return value.replace(asciiTabOrNewline, "");
}
function urlHostnameOk(url, hostname) {
	hostname.lastIndex = 0;
	return hostname.test(url.hostname);
}
function urlProtocolOk(url, protocol) {
	protocol.lastIndex = 0;
	return protocol.test(url.protocol.endsWith(":") ? url.protocol.slice(0, -1) : url.protocol);
}
function isValidIPv6(value) {
	if (!ipv6Alphabet.test(value)) return false;
	return canParseURL(`http://[${value}]`);
}
function isValidCIDRv6(value) {
	const parts = value.split("/");
	if (parts.length !== 2) return false;
	const [address, prefix] = parts;
	if (!prefix) return false;
	const prefixNum = Number(prefix);
	if (`${prefixNum}` !== prefix) return false;
	if (prefixNum < 0 || prefixNum > 128) return false;
	return isValidIPv6(address);
}
function isValidBase64(data) {
	if (data === "") return true;
	if (/\s/.test(data)) return false;
	if (data.length % 4 !== 0) return false;
	try {
		atob(data);
		return true;
	} catch {
		return false;
	}
}
function isValidBase64URL(data) {
	if (!base64urlCharset.test(data)) return false;
	const base64 = data.replace(/[-_]/g, (c) => c === "-" ? "+" : "/");
	return isValidBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, "="));
}
function isValidJWT(token, algorithm = null) {
	try {
		const tokensParts = token.split(".");
		if (tokensParts.length !== 3) return false;
		const [header] = tokensParts;
		if (!header) return false;
		const parsedHeader = JSON.parse(atob(header));
		if ("typ" in parsedHeader && parsedHeader?.typ !== "JWT") return false;
		if (!parsedHeader.alg) return false;
		if (algorithm && (!("alg" in parsedHeader) || parsedHeader.alg !== algorithm)) return false;
		return true;
	} catch {
		return false;
	}
}
function capSize(inst, size) {
	const caps = sizeCaps(inst._zod.def.checks);
	if (!caps.length) return;
	const cap = Math.min(...caps.map((c) => c[0]));
	const parse = inst._zod.parse;
	inst._zod.parse = (payload, ctx) => {
		const n = size(payload.value);
		if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
			for (const [max, ch] of sizeCaps(inst._zod.def.checks)) if (n > max && ch._zod.def.when(payload)) {
				const start = payload.issues.length;
				ch._zod.check(payload);
				payload.issues[start].continue = false;
				attachSchema(payload.issues, start, inst);
				return payload;
			}
		}
		return parse(payload, ctx);
	};
}
function handleArrayResult(result, final, index) {
	if (result.issues.length) final.issues.push(...prefixIssues(index, result.issues));
	final.value[index] = result.value;
}
function handlePropertyResult(result, final, key, input, optin, optout) {
	const isPresent = key in input;
	const isOptionalOut = optout === "optional";
	if (!isPresent && isOptionalOut && optin === "optional") return;
	if (result.issues.length) {
		if (optin !== void 0 && isOptionalOut && !isPresent) return;
		final.issues.push(...prefixIssues(key, result.issues));
	}
	if (!isPresent && optin === void 0) {
		if (!result.issues.length) final.issues.push({
			code: "invalid_type",
			expected: "nonoptional",
			input: void 0,
			path: [key]
		});
		return;
	}
	if (result.value === void 0) {
		if (isPresent || optin === "defaulted" && !isOptionalOut) final.value[key] = void 0;
	} else final.value[key] = result.value;
}
function normalizeDef(def) {
	const keys = Object.keys(def.shape);
	const ownSymbols = Object.getOwnPropertySymbols(def.shape);
	const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
	const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
	for (const k of allKeys) if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
	const okeys = optionalKeys(def.shape);
	return {
		...def,
		allKeys,
		symbolKeys,
		keySet: new Set(keys),
		numKeys: keys.length,
		optionalKeys: new Set(okeys)
	};
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
	const unrecognized = [];
	const keySet = def.keySet;
	const _catchall = def.catchall._zod;
	const t = _catchall.def.type;
	const optin = _catchall.optin;
	const optout = _catchall.optout;
	let seen = 0;
	for (const key in input) {
		if (abortEarly && payload.issues.length !== seen) {
			if (aborted(payload, seen)) break;
			seen = payload.issues.length;
		}
		if (keySet.has(key)) continue;
		if (key === "__proto__") {
			if (t === "never") unrecognized.push(key);
			continue;
		}
		if (t === "never") {
			unrecognized.push(key);
			continue;
		}
		const r = _catchall.run({
			value: input[key],
			issues: []
		}, ctx);
		if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
		else handlePropertyResult(r, payload, key, input, optin, optout);
	}
	if (unrecognized.length) payload.issues.push({
		code: "unrecognized_keys",
		keys: unrecognized,
		input,
		inst,
		continue: true
	});
	if (!proms.length) return payload;
	return Promise.all(proms).then(() => {
		return payload;
	});
}
function handleUnionResults(results, final, inst, ctx) {
	for (const result of results) if (result.issues.length === 0) {
		final.value = result.value;
		return final;
	}
	const nonaborted = results.filter((r) => !aborted(r));
	if (nonaborted.length === 1) {
		final.value = nonaborted[0].value;
		return nonaborted[0];
	}
	final.issues.push({
		code: "invalid_union",
		input: final.value,
		inst,
		errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
	});
	return final;
}
function discriminatorMap(def) {
	const map = /* @__PURE__ */ new Map();
	for (const option of def.options) {
		const values = option._zod.propValues?.[def.discriminator];
		if (!values || values.size === 0) throw new Error(`Invalid discriminated union option at index "${def.options.indexOf(option)}"`);
		for (const value of values) if (map.has(value)) {
			if (value !== void 0) throw new Error(`Duplicate discriminator value "${String(value)}"`);
			map.set(value, null);
		} else map.set(value, option);
	}
	return map;
}
function mergeValues(a, b) {
	if (a === b) return {
		valid: true,
		data: a
	};
	if (a instanceof Date && b instanceof Date && +a === +b) return {
		valid: true,
		data: a
	};
	if (isPlainObject$2(a) && isPlainObject$2(b)) {
		const bKeys = Object.keys(b);
		const sharedKeys = Object.keys(a).filter((key) => bKeys.indexOf(key) !== -1);
		const newObj = {
			...a,
			...b
		};
		if (Object.prototype.hasOwnProperty.call(newObj, "__proto__")) delete newObj.__proto__;
		for (const key of sharedKeys) {
			if (key === "__proto__") continue;
			const sharedValue = mergeValues(a[key], b[key]);
			if (!sharedValue.valid) return {
				valid: false,
				mergeErrorPath: [key, ...sharedValue.mergeErrorPath]
			};
			newObj[key] = sharedValue.data;
		}
		return {
			valid: true,
			data: newObj
		};
	}
	if (Array.isArray(a) && Array.isArray(b)) {
		if (a.length !== b.length) return {
			valid: false,
			mergeErrorPath: []
		};
		const newArray = [];
		for (let index = 0; index < a.length; index++) {
			const itemA = a[index];
			const itemB = b[index];
			const sharedValue = mergeValues(itemA, itemB);
			if (!sharedValue.valid) return {
				valid: false,
				mergeErrorPath: [index, ...sharedValue.mergeErrorPath]
			};
			newArray.push(sharedValue.data);
		}
		return {
			valid: true,
			data: newArray
		};
	}
	return {
		valid: false,
		mergeErrorPath: []
	};
}
function handleIntersectionResults(result, left, right) {
	const unrecKeys = /* @__PURE__ */ new Map();
	let unrecIssue;
	const keyIssues = /* @__PURE__ */ new Map();
	const collect = (iss, side) => {
		let keys;
		if (iss.code === "unrecognized_keys" && !iss.path?.length) {
			unrecIssue ?? (unrecIssue = iss);
			keys = iss.keys;
		} else if (iss.code === "invalid_key" && iss.origin === "record" && iss.path?.length === 1) {
			const k = String(iss.path[0]);
			if (!keyIssues.has(k)) keyIssues.set(k, iss);
			keys = [k];
		} else return false;
		for (const k of keys) {
			if (!unrecKeys.has(k)) unrecKeys.set(k, {});
			unrecKeys.get(k)[side] = true;
		}
		return true;
	};
	for (const iss of left.issues) if (!collect(iss, "l")) result.issues.push(iss);
	for (const iss of right.issues) if (!collect(iss, "r")) result.issues.push(iss);
	const bothKeys = [...unrecKeys].filter(([, f]) => f.l && f.r).map(([k]) => k);
	if (bothKeys.length) {
		const aggregated = unrecIssue ? bothKeys.filter((k) => unrecIssue.keys.includes(k)) : [];
		if (aggregated.length) result.issues.push({
			...unrecIssue,
			keys: aggregated
		});
		for (const k of bothKeys) if (!aggregated.includes(k) && keyIssues.has(k)) result.issues.push(keyIssues.get(k));
	}
	const merged = mergeValues(left.value, right.value);
	if (!merged.valid) {
		if (aborted(result)) return result;
		throw new Error(`Unmergable intersection. Error path: ${JSON.stringify(merged.mergeErrorPath)}`);
	}
	result.value = merged.data;
	return result;
}
function getTupleOptStart(items, key) {
	for (let i = items.length - 1; i >= 0; i--) if (!(key === "optin" ? items[i]._zod.optin !== void 0 : items[i]._zod.optout === "optional")) return i + 1;
	return 0;
}
function handleTupleResult(result, final, index) {
	if (result.issues.length) final.issues.push(...prefixIssues(index, result.issues));
	final.value[index] = result.value;
}
function handleTupleResults(itemResults, final, items, input, optoutStart) {
	for (let i = 0; i < items.length; i++) {
		const r = itemResults[i];
		const isPresent = i < input.length;
		if (!isPresent && i >= optoutStart && items[i]._zod.optin === "optional") {
			final.value.length = i;
			break;
		}
		if (r.issues.length) {
			if (!isPresent && i >= optoutStart) {
				final.value.length = i;
				break;
			}
			final.issues.push(...prefixIssues(i, r.issues));
		}
		final.value[i] = r.value;
	}
	for (let i = final.value.length - 1; i >= input.length; i--) if (items[i]._zod.optout === "optional" && final.value[i] === void 0) final.value.length = i;
	else break;
	return final;
}
function handleOptionalResult(payload, result) {
	payload.value = result.issues.length ? void 0 : result.value;
	return payload;
}
function handleDefaultResult(payload, def) {
	if (payload.value === void 0) payload.value = def.defaultValue;
	return payload;
}
function handleNonOptionalResult(payload, inst) {
	if (!payload.issues.length && payload.value === void 0) payload.issues.push({
		code: "invalid_type",
		expected: "nonoptional",
		input: payload.value,
		inst
	});
	return payload;
}
function handleCatchResult(payload, result, def, ctx) {
	if (!result.issues.length) {
		payload.value = result.value;
		if (result.memo) payload.memo = true;
		return payload;
	}
	payload.value = def.catchValue({
		...result,
		value: payload.value,
		error: { issues: result.issues.map((iss) => finalizeIssue(iss, ctx, config())) },
		input: payload.value
	});
	return payload;
}
function handlePipeResult(left, next, ctx) {
	if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
		left.aborted = true;
		return left;
	}
	return next._zod.run({
		value: left.value,
		issues: left.issues
	}, ctx);
}
function handleReadonlyResult(payload) {
	if (!payload.memo) payload.value = Object.freeze(payload.value);
	return payload;
}
function handleRefineResult(result, payload, input, inst) {
	if (!result) {
		const _iss = {
			code: "custom",
			input,
			inst,
			path: [...inst._zod.def.path ?? []],
			continue: !inst._zod.def.abort
		};
		if (inst._zod.def.params) _iss.params = inst._zod.def.params;
		payload.issues.push(issue(_iss));
	}
}
var $ZodType, toStandardResult, $ZodString, $ZodStringFormat, $ZodGUID, $ZodUUID, $ZodEmail, asciiTabOrNewline, $ZodURL, $ZodEmoji, $ZodNanoID, $ZodCUID, $ZodCUID2, $ZodULID, $ZodXID, $ZodKSUID, $ZodISODateTime, $ZodISODate, $ZodISOTime, $ZodISODuration, $ZodIPv4, ipv6Alphabet, $ZodIPv6, $ZodCIDRv4, $ZodCIDRv6, base64Charset, $ZodBase64, base64urlCharset, $ZodBase64URL, $ZodE164, $ZodJWT, $ZodNumber, $ZodNumberFormat, $ZodBoolean, $ZodUnknown, $ZodNever, arraySize, $ZodArray, NO_SYMBOL_KEYS, $ZodObject, $ZodObjectJIT, $ZodUnion, $ZodDiscriminatedUnion, $ZodIntersection, $ZodTuple, $ZodEnum, $ZodLiteral, $ZodTransform, $ZodOptional, $ZodExactOptional, $ZodNullable, $ZodDefault, $ZodPrefault, $ZodNonOptional, $ZodCatch, $ZodPipe, $ZodReadonly, $ZodCustom;
var init_schemas$1 = __esmMin((() => {
	init_checks$1();
	init_core$1();
	init_doc();
	init_regexes();
	init_util();
	init_versions();
	$ZodType = /*@__PURE__*/ $constructor("$ZodType", (inst, def) => {
		var _a;
		inst ?? (inst = {});
		inst._zod.def = def;
		inst._zod.bag = inst._zod.bag || {};
		inst._zod.version = version;
		const defChecks = inst._zod.def.checks;
		const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
		for (const ch of checks) for (const fn of ch._zod.onattach) fn(inst);
		if (checks.length === 0) {
			(_a = inst._zod).deferred ?? (_a.deferred = []);
			inst._zod.deferred?.push(() => {
				inst._zod.run = inst._zod.parse;
			});
		} else {
			const runChecks = (payload, checks, ctx) => {
				if (payload.memo) return payload;
				let isAborted = aborted(payload);
				let asyncResult;
				for (const ch of checks) {
					if (ch._zod.def.when) {
						if (explicitlyAborted(payload)) continue;
						if (!ch._zod.def.when(payload)) continue;
					} else if (isAborted) continue;
					const currLen = payload.issues.length;
					const _ = ch._zod.check(payload);
					if (_ instanceof Promise && ctx?.async === false) throw new $ZodAsyncError();
					if (asyncResult || _ instanceof Promise) asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
						await _;
						if (payload.issues.length === currLen) return;
						attachSchema(payload.issues, currLen, inst);
						if (!isAborted) isAborted = aborted(payload, currLen);
					});
					else {
						if (payload.issues.length === currLen) continue;
						attachSchema(payload.issues, currLen, inst);
						if (!isAborted) isAborted = aborted(payload, currLen);
					}
				}
				if (asyncResult) return asyncResult.then(() => {
					return payload;
				});
				return payload;
			};
			const handleCanaryResult = (canary, payload, ctx) => {
				if (aborted(canary)) {
					canary.aborted = true;
					return canary;
				}
				const checkResult = runChecks(payload, checks, ctx);
				if (checkResult instanceof Promise) {
					if (ctx.async === false) throw new $ZodAsyncError();
					return checkResult.then((checkResult) => inst._zod.parse(checkResult, ctx));
				}
				return inst._zod.parse(checkResult, ctx);
			};
			inst._zod.run = (payload, ctx) => {
				if (ctx.skipChecks) return inst._zod.parse(payload, ctx);
				if (ctx.direction === "backward") {
					const canary = inst._zod.parse({
						value: payload.value,
						issues: []
					}, {
						...ctx,
						skipChecks: true
					});
					if (canary instanceof Promise) return canary.then((canary) => {
						return handleCanaryResult(canary, payload, ctx);
					});
					return handleCanaryResult(canary, payload, ctx);
				}
				const result = inst._zod.parse(payload, ctx);
				if (result instanceof Promise) {
					if (ctx.async === false) throw new $ZodAsyncError();
					return result.then((result) => runChecks(result, checks, ctx));
				}
				return runChecks(result, checks, ctx);
			};
		}
	}, {
		get "~standard"() {
			return hide(this, "~standard", standardProps(this));
		},
		set "~standard"(value) {
			own(this, "~standard", value);
		}
	});
	toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
	$ZodString = /*@__PURE__*/ $constructor("$ZodString", (inst, def) => {
		$ZodType.init(inst, def);
		inst._zod.pattern = def.pattern ?? anyString;
		inst._zod.parse = (payload, _) => {
			if (def.coerce) try {
				payload.value = String(payload.value);
			} catch (_) {}
			if (typeof payload.value === "string") return payload;
			payload.issues.push({
				expected: "string",
				code: "invalid_type",
				input: payload.value,
				inst
			});
			return payload;
		};
	});
	$ZodStringFormat = /*@__PURE__*/ $constructor("$ZodStringFormat", (inst, def) => {
		$ZodCheckStringFormat.init(inst, def);
		$ZodString.init(inst, def);
	});
	$ZodGUID = /*@__PURE__*/ $constructor("$ZodGUID", (inst, def) => {
		def.pattern ?? (def.pattern = guid);
		$ZodStringFormat.init(inst, def);
	});
	$ZodUUID = /*@__PURE__*/ $constructor("$ZodUUID", (inst, def) => {
		if (def.version) {
			const v = {
				v1: 1,
				v2: 2,
				v3: 3,
				v4: 4,
				v5: 5,
				v6: 6,
				v7: 7,
				v8: 8
			}[def.version];
			if (v === void 0) throw new Error(`Invalid UUID version: "${def.version}"`);
			def.pattern ?? (def.pattern = uuid(v));
		} else def.pattern ?? (def.pattern = uuid());
		$ZodStringFormat.init(inst, def);
	});
	$ZodEmail = /*@__PURE__*/ $constructor("$ZodEmail", (inst, def) => {
		def.pattern ?? (def.pattern = email);
		$ZodStringFormat.init(inst, def);
	});
	asciiTabOrNewline = /[\t\n\r]/g;
	$ZodURL = /*@__PURE__*/ $constructor("$ZodURL", (inst, def) => {
		$ZodStringFormat.init(inst, def);
		inst._zod.check = (payload) => {
			try {
				const trimmed = payload.value.trim();
				const url = validateURL(trimmed, def);
				if (url === 1) {
					payload.issues.push({
						code: "invalid_format",
						format: "url",
						note: "Invalid URL format",
						input: payload.value,
						inst,
						continue: !def.abort
					});
					return;
				}
				if (url === 2) {
					payload.issues.push({
						code: "invalid_format",
						format: "url",
						input: payload.value,
						inst,
						continue: !def.abort
					});
					return;
				}
				if (url === true) {
					payload.value = stripTabAndNewline(trimmed);
					return;
				}
				if (def.hostname && !urlHostnameOk(url, def.hostname)) payload.issues.push({
					code: "invalid_format",
					format: "url",
					note: "Invalid hostname",
					pattern: def.hostname.source,
					input: payload.value,
					inst,
					continue: !def.abort
				});
				if (def.protocol && !urlProtocolOk(url, def.protocol)) payload.issues.push({
					code: "invalid_format",
					format: "url",
					note: "Invalid protocol",
					pattern: def.protocol.source,
					input: payload.value,
					inst,
					continue: !def.abort
				});
				payload.value = def.normalize ? url.href : stripTabAndNewline(trimmed);
				return;
			} catch (_) {
				payload.issues.push({
					code: "invalid_format",
					format: "url",
					input: payload.value,
					inst,
					continue: !def.abort
				});
			}
		};
	});
	$ZodEmoji = /*@__PURE__*/ $constructor("$ZodEmoji", (inst, def) => {
		def.pattern ?? (def.pattern = emoji());
		$ZodStringFormat.init(inst, def);
	});
	$ZodNanoID = /*@__PURE__*/ $constructor("$ZodNanoID", (inst, def) => {
		if (def.length !== void 0 && (!Number.isInteger(def.length) || def.length < 1)) throw new Error(`Invalid nanoid length: ${def.length}`);
		def.pattern ?? (def.pattern = def.length === void 0 ? nanoid : nanoidOfLength(def.length));
		$ZodStringFormat.init(inst, def);
	});
	$ZodCUID = /*@__PURE__*/ $constructor("$ZodCUID", (inst, def) => {
		def.pattern ?? (def.pattern = cuid);
		$ZodStringFormat.init(inst, def);
	});
	$ZodCUID2 = /*@__PURE__*/ $constructor("$ZodCUID2", (inst, def) => {
		def.pattern ?? (def.pattern = cuid2);
		$ZodStringFormat.init(inst, def);
	});
	$ZodULID = /*@__PURE__*/ $constructor("$ZodULID", (inst, def) => {
		def.pattern ?? (def.pattern = ulid);
		$ZodStringFormat.init(inst, def);
	});
	$ZodXID = /*@__PURE__*/ $constructor("$ZodXID", (inst, def) => {
		def.pattern ?? (def.pattern = xid);
		$ZodStringFormat.init(inst, def);
	});
	$ZodKSUID = /*@__PURE__*/ $constructor("$ZodKSUID", (inst, def) => {
		def.pattern ?? (def.pattern = ksuid);
		$ZodStringFormat.init(inst, def);
	});
	$ZodISODateTime = /*@__PURE__*/ $constructor("$ZodISODateTime", (inst, def) => {
		def.pattern ?? (def.pattern = datetime$1(def));
		$ZodStringFormat.init(inst, def);
	});
	$ZodISODate = /*@__PURE__*/ $constructor("$ZodISODate", (inst, def) => {
		def.pattern ?? (def.pattern = date);
		$ZodStringFormat.init(inst, def);
	});
	$ZodISOTime = /*@__PURE__*/ $constructor("$ZodISOTime", (inst, def) => {
		def.pattern ?? (def.pattern = time$1(def));
		$ZodStringFormat.init(inst, def);
	});
	$ZodISODuration = /*@__PURE__*/ $constructor("$ZodISODuration", (inst, def) => {
		def.pattern ?? (def.pattern = duration);
		$ZodStringFormat.init(inst, def);
	});
	$ZodIPv4 = /*@__PURE__*/ $constructor("$ZodIPv4", (inst, def) => {
		def.pattern ?? (def.pattern = ipv4);
		$ZodStringFormat.init(inst, def);
	});
	ipv6Alphabet = /^[0-9a-fA-F:.]+$/;
	$ZodIPv6 = /*@__PURE__*/ $constructor("$ZodIPv6", (inst, def) => {
		def.pattern ?? (def.pattern = ipv6);
		$ZodStringFormat.init(inst, def);
		inst._zod.check = (payload) => {
			if (!isValidIPv6(payload.value)) payload.issues.push({
				code: "invalid_format",
				format: "ipv6",
				input: payload.value,
				inst,
				continue: !def.abort
			});
		};
	});
	$ZodCIDRv4 = /*@__PURE__*/ $constructor("$ZodCIDRv4", (inst, def) => {
		def.pattern ?? (def.pattern = cidrv4);
		$ZodStringFormat.init(inst, def);
	});
	$ZodCIDRv6 = /*@__PURE__*/ $constructor("$ZodCIDRv6", (inst, def) => {
		def.pattern ?? (def.pattern = cidrv6);
		$ZodStringFormat.init(inst, def);
		inst._zod.check = (payload) => {
			if (!isValidCIDRv6(payload.value)) payload.issues.push({
				code: "invalid_format",
				format: "cidrv6",
				input: payload.value,
				inst,
				continue: !def.abort
			});
		};
	});
	base64Charset = /^[0-9a-zA-Z+/]*={0,2}$/;
	$ZodBase64 = /*@__PURE__*/ $constructor("$ZodBase64", (inst, def) => {
		def.pattern ?? (def.pattern = base64Charset);
		$ZodStringFormat.init(inst, def);
		inst._zod.check = (payload) => {
			if (isValidBase64(payload.value)) return;
			payload.issues.push({
				code: "invalid_format",
				format: "base64",
				input: payload.value,
				inst,
				continue: !def.abort
			});
		};
	});
	base64urlCharset = /^[A-Za-z0-9_-]*$/;
	$ZodBase64URL = /*@__PURE__*/ $constructor("$ZodBase64URL", (inst, def) => {
		def.pattern ?? (def.pattern = base64urlCharset);
		$ZodStringFormat.init(inst, def);
		inst._zod.check = (payload) => {
			if (isValidBase64URL(payload.value)) return;
			payload.issues.push({
				code: "invalid_format",
				format: "base64url",
				input: payload.value,
				inst,
				continue: !def.abort
			});
		};
	});
	$ZodE164 = /*@__PURE__*/ $constructor("$ZodE164", (inst, def) => {
		def.pattern ?? (def.pattern = e164);
		$ZodStringFormat.init(inst, def);
	});
	$ZodJWT = /*@__PURE__*/ $constructor("$ZodJWT", (inst, def) => {
		$ZodStringFormat.init(inst, def);
		inst._zod.check = (payload) => {
			if (isValidJWT(payload.value, def.alg)) return;
			payload.issues.push({
				code: "invalid_format",
				format: "jwt",
				input: payload.value,
				inst,
				continue: !def.abort
			});
		};
	});
	$ZodNumber = /*@__PURE__*/ $constructor("$ZodNumber", (inst, def) => {
		$ZodType.init(inst, def);
		inst._zod.pattern = number$1;
		inst._zod.parse = (payload, _ctx) => {
			if (def.coerce) try {
				payload.value = Number(payload.value);
			} catch (_) {}
			const input = payload.value;
			if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) return payload;
			const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
			payload.issues.push({
				expected: "number",
				code: "invalid_type",
				input,
				inst,
				...received ? { received } : {}
			});
			return payload;
		};
	});
	$ZodNumberFormat = /*@__PURE__*/ $constructor("$ZodNumberFormat", (inst, def) => {
		$ZodCheckNumberFormat.init(inst, def);
		$ZodNumber.init(inst, def);
	});
	$ZodBoolean = /*@__PURE__*/ $constructor("$ZodBoolean", (inst, def) => {
		$ZodType.init(inst, def);
		inst._zod.pattern = boolean$1;
		inst._zod.parse = (payload, _ctx) => {
			if (def.coerce) try {
				payload.value = Boolean(payload.value);
			} catch (_) {}
			const input = payload.value;
			if (typeof input === "boolean") return payload;
			payload.issues.push({
				expected: "boolean",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		};
	});
	$ZodUnknown = /*@__PURE__*/ $constructor("$ZodUnknown", (inst, def) => {
		$ZodType.init(inst, def);
		inst._zod.parse = (payload) => payload;
	});
	$ZodNever = /*@__PURE__*/ $constructor("$ZodNever", (inst, def) => {
		$ZodType.init(inst, def);
		inst._zod.parse = (payload, _ctx) => {
			payload.issues.push({
				expected: "never",
				code: "invalid_type",
				input: payload.value,
				inst
			});
			return payload;
		};
	});
	arraySize = (input) => Array.isArray(input) ? input.length : -1;
	$ZodArray = /*@__PURE__*/ $constructor("$ZodArray", (inst, def) => {
		$ZodType.init(inst, def);
		const memo = globalConfig.memoizer;
		memo?.attach(inst);
		inst._zod.parse = (payload, ctx) => {
			const input = payload.value;
			if (!Array.isArray(input)) {
				payload.issues.push({
					expected: "array",
					code: "invalid_type",
					input,
					inst
				});
				return payload;
			}
			payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
			const proms = [];
			const abortEarly = ctx?.abortEarly;
			for (let i = 0; i < input.length; i++) {
				const item = input[i];
				const result = def.element._zod.run({
					value: item,
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((result) => handleArrayResult(result, payload, i)));
				else {
					handleArrayResult(result, payload, i);
					if (abortEarly && result.issues.length !== 0 && aborted(result)) break;
				}
			}
			if (proms.length) return Promise.all(proms).then(() => payload);
			return payload;
		};
		capSize(inst, arraySize);
	});
	NO_SYMBOL_KEYS = [];
	$ZodObject = /*@__PURE__*/ $constructor("$ZodObject", (inst, def) => {
		$ZodType.init(inst, def);
		const desc = Object.getOwnPropertyDescriptor(def, "shape");
		const sh = desc?.get ? desc.get.raw : def.shape ?? {};
		if (sh) {
			const get = () => {
				const newSh = { ...sh };
				Object.defineProperty(def, "shape", { value: newSh });
				get.raw = newSh;
				return newSh;
			};
			get.raw = sh;
			Object.defineProperty(def, "shape", { get });
		}
		const _normalized = cached(() => normalizeDef(def));
		defineLazyInternal(inst, "propValues", (zod) => {
			const shape = zod.def.shape;
			const propValues = {};
			for (const key in shape) {
				const field = shape[key]._zod;
				if (field.values) {
					if (!Object.prototype.hasOwnProperty.call(propValues, key)) assignProp(propValues, key, /* @__PURE__ */ new Set());
					for (const v of field.values) propValues[key].add(v);
					if (field.optin !== void 0) propValues[key].add(void 0);
				}
			}
			return propValues;
		});
		const isObject$1 = isObject;
		const catchall = def.catchall;
		let value;
		const memo = globalConfig.memoizer;
		memo?.attach(inst);
		inst._zod.parse = (payload, ctx) => {
			value ?? (value = _normalized.value);
			const input = payload.value;
			if (!isObject$1(input)) {
				payload.issues.push({
					expected: "object",
					code: "invalid_type",
					input,
					inst
				});
				return payload;
			}
			payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
			const proms = [];
			const shape = value.shape;
			const abortEarly = ctx?.abortEarly;
			let seen = payload.issues.length;
			for (const key of value.allKeys) {
				if (abortEarly && payload.issues.length !== seen) {
					if (aborted(payload, seen)) break;
					seen = payload.issues.length;
				}
				if (key === "__proto__") continue;
				const el = shape[key];
				const optin = el._zod.optin;
				const optout = el._zod.optout;
				const r = el._zod.run({
					value: input[key],
					issues: []
				}, ctx);
				if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
				else handlePropertyResult(r, payload, key, input, optin, optout);
			}
			if (!catchall) return proms.length ? Promise.all(proms).then(() => payload) : payload;
			return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
		};
	});
	$ZodObjectJIT = /*@__PURE__*/ $constructor("$ZodObjectJIT", (inst, def) => {
		$ZodObject.init(inst, def);
		const superParse = inst._zod.parse;
		const _normalized = cached(() => normalizeDef(def));
		const memo = globalConfig.memoizer;
		const generateFastpass = (shape) => {
			const normalized = _normalized.value;
			const syms = normalized.symbolKeys;
			const doc = new Doc(["payload", "ctx"], {
				shape,
				inst,
				memo,
				syms
			});
			const parseStr = (k) => `shape[${k}]._zod.run({ value: input[${k}], issues: [] }, ctx)`;
			const prefixStr = (id, k) => `
          let ${id}_ab = false;
          for (let i = 0; i < ${id}.issues.length; i++) {
            const iss = ${id}.issues[i];
            iss.path = iss.path ? [${k}, ...iss.path] : [${k}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${id}_ab = true;
          }
          if (${id}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
			doc.write(`const input = payload.value;`);
			const ids = Object.create(null);
			let counter = 0;
			for (const key of normalized.allKeys) ids[key] = `key_${counter++}`;
			doc.write(memo ? `const newResult = memo.alloc(inst, payload, {}, ctx);` : `const newResult = {};`);
			for (const key of normalized.allKeys) {
				if (key === "__proto__") continue;
				const id = ids[key];
				const k = typeof key === "symbol" ? `syms[${syms.indexOf(key)}]` : esc(key);
				const isPresent = `${k} in input`;
				const schema = shape[key];
				const optin = schema?._zod?.optin;
				const isOptionalIn = optin !== void 0;
				const isOptionalOut = schema?._zod?.optout === "optional";
				doc.write(`const ${id} = ${parseStr(k)};`);
				if (isOptionalIn && isOptionalOut) {
					const assign = optin === "optional" ? `${id}_present` : `${id}.value !== undefined || ${id}_present`;
					doc.write(`
        const ${id}_present = ${isPresent};
        if (!${id}.issues.length || ${id}_present) {
          if (${id}.issues.length) {${prefixStr(id, k)}
          }

          if (${assign}) {
            newResult[${k}] = ${id}.value;
          }
        }

      `);
				} else if (!isOptionalIn) doc.write(`
        const ${id}_present = ${isPresent};
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
        if (!${id}_present && !${id}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${k}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${id}_present) {
          newResult[${k}] = ${id}.value;
        }

      `);
				else {
					doc.write(`
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
      `);
					if (optin === "defaulted") doc.write(`newResult[${k}] = ${id}.value;`);
					else doc.write(`
        if (${id}.value !== undefined || ${isPresent}) {
          newResult[${k}] = ${id}.value;
        }
      `);
				}
			}
			doc.write(`payload.value = newResult;`);
			doc.write(`return payload;`);
			return doc.compile();
		};
		let fastpass;
		const isObject$2 = isObject;
		const jit = !globalConfig.jitless;
		const fastEnabled = jit && allowsEval.value;
		const catchall = def.catchall;
		let value;
		inst._zod.parse = (payload, ctx) => {
			value ?? (value = _normalized.value);
			const input = payload.value;
			if (!isObject$2(input)) {
				payload.issues.push({
					expected: "object",
					code: "invalid_type",
					input,
					inst
				});
				return payload;
			}
			if (jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {
				if (!fastpass) fastpass = generateFastpass(def.shape);
				payload = fastpass(payload, ctx);
				if (!catchall) return payload;
				return handleCatchall([], input, payload, ctx, value, inst, ctx?.abortEarly === true);
			}
			return superParse(payload, ctx);
		};
	});
	$ZodUnion = /*@__PURE__*/ $constructor("$ZodUnion", (inst, def) => {
		$ZodType.init(inst, def);
		defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
		defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
		defineLazyInternal(inst, "values", (zod) => {
			if (zod.def.options.every((o) => o._zod.values)) return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
		});
		defineLazyInternal(inst, "pattern", (zod) => {
			if (zod.def.options.every((o) => o._zod.pattern)) {
				const patterns = zod.def.options.map((o) => o._zod.pattern);
				return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
			}
		});
		const first = def.options.length === 1 ? def.options[0]._zod.run : null;
		inst._zod.parse = (payload, ctx) => {
			if (first) return first(payload, ctx);
			let async = false;
			const results = [];
			for (const option of def.options) {
				const result = option._zod.run({
					value: payload.value,
					issues: []
				}, ctx);
				if (result instanceof Promise) {
					results.push(result);
					async = true;
				} else {
					if (result.issues.length === 0) return result;
					results.push(result);
				}
			}
			if (!async) return handleUnionResults(results, payload, inst, ctx);
			return Promise.all(results).then((results) => {
				return handleUnionResults(results, payload, inst, ctx);
			});
		};
	});
	$ZodDiscriminatedUnion = /*@__PURE__*/ $constructor("$ZodDiscriminatedUnion", (inst, def) => {
		def.inclusive = false;
		$ZodUnion.init(inst, def);
		const _super = inst._zod.parse;
		defineLazyInternal(inst, "propValues", (zod) => {
			const propValues = {};
			let undefinedCount = 0;
			for (const option of zod.def.options) {
				const pv = option._zod.propValues;
				if (!pv || Object.keys(pv).length === 0) throw new Error(`Invalid discriminated union option at index "${zod.def.options.indexOf(option)}"`);
				if (pv[zod.def.discriminator]?.has(void 0)) undefinedCount++;
				for (const [k, v] of Object.entries(pv)) {
					if (!Object.prototype.hasOwnProperty.call(propValues, k)) assignProp(propValues, k, /* @__PURE__ */ new Set());
					for (const val of v) propValues[k].add(val);
				}
			}
			if (!zod.def.unionFallback && undefinedCount > 1) propValues[zod.def.discriminator]?.delete(void 0);
			return propValues;
		});
		def.options.forEach((option, i) => {
			const propShape = rawShape(option._zod.def);
			if (propShape && !Object.prototype.hasOwnProperty.call(propShape, def.discriminator)) throw new Error(`Invalid discriminated union option at index "${i}"`);
		});
		const disc = cached(() => discriminatorMap(def));
		inst._zod.parse = (payload, ctx) => {
			const input = payload.value;
			if (!isObject(input)) {
				payload.issues.push({
					code: "invalid_type",
					expected: "object",
					input,
					inst
				});
				return payload;
			}
			const value = input?.[def.discriminator];
			const opt = disc.value.get(value);
			if (opt && (value !== void 0 || ctx.direction !== "backward")) return opt._zod.run(payload, ctx);
			if (def.unionFallback || ctx.direction === "backward") return _super(payload, ctx);
			payload.issues.push({
				code: "invalid_union",
				errors: [],
				note: "No matching discriminator",
				discriminator: def.discriminator,
				options: Array.from(disc.value.keys()).filter((value) => disc.value.get(value) !== null),
				input,
				path: [def.discriminator],
				inst
			});
			return payload;
		};
	});
	$ZodIntersection = /*@__PURE__*/ $constructor("$ZodIntersection", (inst, def) => {
		$ZodType.init(inst, def);
		inst._zod.parse = (payload, ctx) => {
			const input = payload.value;
			const left = def.left._zod.run({
				value: input,
				issues: []
			}, ctx);
			const right = def.right._zod.run({
				value: input,
				issues: []
			}, ctx);
			if (left instanceof Promise || right instanceof Promise) return Promise.all([left, right]).then(([left, right]) => {
				return handleIntersectionResults(payload, left, right);
			});
			return handleIntersectionResults(payload, left, right);
		};
	});
	$ZodTuple = /*@__PURE__*/ $constructor("$ZodTuple", (inst, def) => {
		$ZodType.init(inst, def);
		const items = def.items;
		const memo = globalConfig.memoizer;
		memo?.attach(inst);
		inst._zod.parse = (payload, ctx) => {
			const input = payload.value;
			if (!Array.isArray(input)) {
				payload.issues.push({
					input,
					inst,
					expected: "tuple",
					code: "invalid_type"
				});
				return payload;
			}
			payload.value = memo ? memo.alloc(inst, payload, [], ctx) : [];
			const proms = [];
			const optinStart = getTupleOptStart(items, "optin");
			const optoutStart = getTupleOptStart(items, "optout");
			if (!def.rest) {
				if (input.length < optinStart) {
					payload.issues.push({
						code: "too_small",
						minimum: optinStart,
						inclusive: true,
						input,
						inst,
						origin: "array"
					});
					return payload;
				}
				if (input.length > items.length) payload.issues.push({
					code: "too_big",
					maximum: items.length,
					inclusive: true,
					input,
					inst,
					origin: "array"
				});
			}
			const itemResults = new Array(items.length);
			const abortEarly = def.rest ? ctx?.abortEarly : void 0;
			let itemAborted = false;
			for (let i = 0; i < items.length; i++) {
				const r = items[i]._zod.run({
					value: input[i],
					issues: []
				}, ctx);
				if (r instanceof Promise) proms.push(r.then((rr) => {
					itemResults[i] = rr;
				}));
				else {
					itemResults[i] = r;
					if (abortEarly && !itemAborted && r.issues.length) itemAborted = aborted(r);
				}
			}
			if (def.rest && !itemAborted) {
				let i = items.length - 1;
				const rest = input.slice(items.length);
				let seen = payload.issues.length;
				for (const el of rest) {
					if (abortEarly && payload.issues.length !== seen) {
						if (aborted(payload, seen)) break;
						seen = payload.issues.length;
					}
					i++;
					const result = def.rest._zod.run({
						value: el,
						issues: []
					}, ctx);
					if (result instanceof Promise) proms.push(result.then((r) => handleTupleResult(r, payload, i)));
					else handleTupleResult(result, payload, i);
				}
			}
			if (proms.length) return Promise.all(proms).then(() => handleTupleResults(itemResults, payload, items, input, optoutStart));
			return handleTupleResults(itemResults, payload, items, input, optoutStart);
		};
	});
	$ZodEnum = /*@__PURE__*/ $constructor("$ZodEnum", (inst, def) => {
		$ZodType.init(inst, def);
		const values = getEnumValues(def.entries);
		const valuesSet = new Set(values);
		inst._zod.values = valuesSet;
		defineLazyInternal(inst, "pattern", (zod) => {
			const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
			return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
		});
		inst._zod.parse = (payload, _ctx) => {
			const input = payload.value;
			if (valuesSet.has(input)) return payload;
			payload.issues.push({
				code: "invalid_value",
				values,
				input,
				inst
			});
			return payload;
		};
	});
	$ZodLiteral = /*@__PURE__*/ $constructor("$ZodLiteral", (inst, def) => {
		$ZodType.init(inst, def);
		const values = new Set(def.values);
		inst._zod.values = values;
		defineLazyInternal(inst, "pattern", (zod) => {
			const vals = zod.def.values;
			return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
		});
		inst._zod.parse = (payload, _ctx) => {
			const input = payload.value;
			if (values.has(input)) return payload;
			payload.issues.push({
				code: "invalid_value",
				values: def.values,
				input,
				inst
			});
			return payload;
		};
	});
	$ZodTransform = /*@__PURE__*/ $constructor("$ZodTransform", (inst, def) => {
		$ZodType.init(inst, def);
		inst._zod.optin = "optional";
		globalConfig.memoizer?.guard(inst);
		inst._zod.parse = (payload, ctx) => {
			if (ctx.direction === "backward") throw new $ZodEncodeError(inst.constructor.name);
			const _out = def.transform(payload.value, payload);
			if (ctx.async) return (_out instanceof Promise ? _out : Promise.resolve(_out)).then((output) => {
				payload.value = output;
				return payload;
			});
			if (_out instanceof Promise) throw new $ZodAsyncError();
			payload.value = _out;
			return payload;
		};
	});
	$ZodOptional = /*@__PURE__*/ $constructor("$ZodOptional", (inst, def) => {
		$ZodType.init(inst, def);
		defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
		inst._zod.optout = "optional";
		defineLazyInternal(inst, "values", (zod) => {
			const values = zod.def.innerType._zod.values;
			return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
		});
		defineLazyInternal(inst, "pattern", (zod) => {
			const pattern = zod.def.innerType._zod.pattern;
			return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
		});
		inst._zod.parse = (payload, ctx) => {
			if (payload.value === void 0) {
				if (def.innerType._zod.optin !== "defaulted") return payload;
				const result = def.innerType._zod.run({
					value: payload.value,
					issues: []
				}, ctx);
				if (result instanceof Promise) return result.then((result) => handleOptionalResult(payload, result));
				return handleOptionalResult(payload, result);
			}
			return def.innerType._zod.run(payload, ctx);
		};
	});
	$ZodExactOptional = /*@__PURE__*/ $constructor("$ZodExactOptional", (inst, def) => {
		$ZodOptional.init(inst, def);
		defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
		defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
		inst._zod.parse = (payload, ctx) => {
			return def.innerType._zod.run(payload, ctx);
		};
	});
	$ZodNullable = /*@__PURE__*/ $constructor("$ZodNullable", (inst, def) => {
		$ZodType.init(inst, def);
		defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
		defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
		defineLazyInternal(inst, "pattern", (zod) => {
			const pattern = zod.def.innerType._zod.pattern;
			return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
		});
		defineLazyInternal(inst, "values", (zod) => {
			return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
		});
		inst._zod.parse = (payload, ctx) => {
			if (payload.value === null) return payload;
			return def.innerType._zod.run(payload, ctx);
		};
	});
	$ZodDefault = /*@__PURE__*/ $constructor("$ZodDefault", (inst, def) => {
		$ZodType.init(inst, def);
		inst._zod.optin = "defaulted";
		defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
		inst._zod.parse = (payload, ctx) => {
			if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
			if (payload.value === void 0) {
				payload.value = def.defaultValue;
				/**
				* $ZodDefault returns the default value immediately in forward direction.
				* It doesn't pass the default value into the validator ("prefault"). There's no reason to pass the default value through validation. The validity of the default is enforced by TypeScript statically. Otherwise, it's the responsibility of the user to ensure the default is valid. In the case of pipes with divergent in/out types, you can specify the default on the `in` schema of your ZodPipe to set a "prefault" for the pipe.   */
				return payload;
			}
			const result = def.innerType._zod.run(payload, ctx);
			if (result instanceof Promise) return result.then((result) => handleDefaultResult(result, def));
			return handleDefaultResult(result, def);
		};
	});
	$ZodPrefault = /*@__PURE__*/ $constructor("$ZodPrefault", (inst, def) => {
		$ZodType.init(inst, def);
		inst._zod.optin = "defaulted";
		defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
		inst._zod.parse = (payload, ctx) => {
			if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
			if (payload.value === void 0) payload.value = def.defaultValue;
			return def.innerType._zod.run(payload, ctx);
		};
	});
	$ZodNonOptional = /*@__PURE__*/ $constructor("$ZodNonOptional", (inst, def) => {
		$ZodType.init(inst, def);
		defineLazyInternal(inst, "values", (zod) => {
			const v = zod.def.innerType._zod.values;
			return v ? new Set([...v].filter((x) => x !== void 0)) : void 0;
		});
		inst._zod.parse = (payload, ctx) => {
			const result = def.innerType._zod.run(payload, ctx);
			if (result instanceof Promise) return result.then((result) => handleNonOptionalResult(result, inst));
			return handleNonOptionalResult(result, inst);
		};
	});
	$ZodCatch = /*@__PURE__*/ $constructor("$ZodCatch", (inst, def) => {
		$ZodType.init(inst, def);
		defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
		defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
		defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
		inst._zod.parse = (payload, ctx) => {
			if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
			const result = def.innerType._zod.run({
				value: payload.value,
				issues: []
			}, ctx);
			if (result instanceof Promise) return result.then((result) => handleCatchResult(payload, result, def, ctx));
			return handleCatchResult(payload, result, def, ctx);
		};
	});
	$ZodPipe = /*@__PURE__*/ $constructor("$ZodPipe", (inst, def) => {
		$ZodType.init(inst, def);
		defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
		defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
		defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
		defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
		inst._zod.parse = (payload, ctx) => {
			if (ctx.direction === "backward") {
				const right = def.out._zod.run(payload, ctx);
				if (right instanceof Promise) return right.then((right) => handlePipeResult(right, def.in, ctx));
				return handlePipeResult(right, def.in, ctx);
			}
			const left = def.in._zod.run(payload, ctx);
			if (left instanceof Promise) return left.then((left) => handlePipeResult(left, def.out, ctx));
			return handlePipeResult(left, def.out, ctx);
		};
	});
	$ZodReadonly = /*@__PURE__*/ $constructor("$ZodReadonly", (inst, def) => {
		$ZodType.init(inst, def);
		defineLazyInternal(inst, "propValues", (zod) => zod.def.innerType._zod.propValues);
		defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
		defineLazyInternal(inst, "optin", (zod) => zod.def.innerType?._zod?.optin);
		defineLazyInternal(inst, "optout", (zod) => zod.def.innerType?._zod?.optout);
		inst._zod.parse = (payload, ctx) => {
			if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
			const result = def.innerType._zod.run(payload, ctx);
			if (result instanceof Promise) return result.then(handleReadonlyResult);
			return handleReadonlyResult(result);
		};
	});
	$ZodCustom = /*@__PURE__*/ $constructor("$ZodCustom", (inst, def) => {
		$ZodCheck.init(inst, def);
		$ZodType.init(inst, def);
		inst._zod.parse = (payload, _) => {
			return payload;
		};
		inst._zod.check = (payload) => {
			const input = payload.value;
			const r = def.fn(input);
			if (r instanceof Promise) return r.then((r) => handleRefineResult(r, payload, input, inst));
			handleRefineResult(r, payload, input, inst);
		};
	});
}));
// node_modules/zod/v4/core/memoizer.js
function isRef(value) {
	return value !== null && typeof value === "object";
}
function cloneIssues(issues) {
	return issues.map((iss) => iss.path ? {
		...iss,
		path: iss.path.slice()
	} : { ...iss });
}
/** Whether this schema's subtree contains a cycle, so one parse can re-enter it. */
function isRecursive(inst, stack, resolve) {
	const cached = recursive.get(inst);
	if (cached !== void 0) return cached ? PROVEN : NONE;
	if (stack.has(inst)) return PROVEN;
	stack.add(inst);
	let result = NONE;
	const check = (child) => {
		if (result !== PROVEN && child?._zod) {
			const answer = isRecursive(child, stack, resolve);
			if (answer > result) result = answer;
		}
	};
	const shape = (sh, spread) => {
		let answer = NONE;
		for (const key of Reflect.ownKeys(sh)) {
			const desc = Object.getOwnPropertyDescriptor(sh, key);
			if (spread && !desc.enumerable) continue;
			const child = desc.get ? ASSUMED : desc.value?._zod ? isRecursive(desc.value, stack, resolve) : NONE;
			if (child > answer) answer = child;
		}
		return answer;
	};
	const merge = (answer) => {
		if (answer > result) result = answer;
	};
	const def = inst._zod.def;
	switch (def.type) {
		case "object": {
			const raw = rawShape(def);
			merge(raw ? shape(raw, true) : ASSUMED);
			check(def.catchall);
			break;
		}
		case "array":
			check(def.element);
			break;
		case "tuple":
			for (const el of def.items) check(el);
			check(def.rest);
			break;
		case "record":
		case "map":
			check(def.keyType);
			check(def.valueType);
			break;
		case "set":
			check(def.valueType);
			break;
		case "union":
			for (const el of def.options) check(el);
			break;
		case "intersection":
			check(def.left);
			check(def.right);
			break;
		case "optional":
		case "nullable":
		case "default":
		case "prefault":
		case "catch":
		case "readonly":
		case "nonoptional":
		case "promise":
		case "success":
			check(def.innerType);
			break;
		case "pipe":
			check(def.in);
			check(def.out);
			break;
		case "function":
			check(def.input);
			check(def.output);
			break;
		case "lazy": {
			const inner = def._cachedInner ?? (resolve ? inst._zod.innerType : void 0);
			merge(inner ? isRecursive(inner, stack, false) : ASSUMED);
			break;
		}
		case "template_literal":
		case "string":
		case "number":
		case "int":
		case "boolean":
		case "bigint":
		case "symbol":
		case "undefined":
		case "null":
		case "void":
		case "never":
		case "any":
		case "unknown":
		case "date":
		case "nan":
		case "enum":
		case "literal":
		case "file":
		case "transform":
		case "custom": break;
		default: for (const key in def) {
			const desc = Object.getOwnPropertyDescriptor(def, key);
			if (!desc || desc.get) continue;
			const value = desc.value;
			if (!value || typeof value !== "object") continue;
			if (value._zod) check(value);
			else if (Array.isArray(value)) for (const el of value) check(el);
		}
	}
	stack.delete(inst);
	return settle$2(inst, result);
}
/** An assumed answer must not outlive the resolution that settles it, so only a certain one is cached. */
function settle$2(inst, answer) {
	if (answer !== ASSUMED) recursive.set(inst, answer === PROVEN);
	return answer;
}
function bucketFor(state, inst) {
	let bucket = state.buckets.get(inst);
	if (!bucket) {
		bucket = /* @__PURE__ */ new WeakMap();
		state.buckets.set(inst, bucket);
	}
	return bucket;
}
/** The memoizer that gives containers cycle support. `zod` installs it by default; `zod/mini` opts in with `config({ memoizer: memoizer() })`. */
function memoizer() {
	return memo;
}
/** Whether this value is a node a back-edge resolved to before it finished. */
function isBackEdge(ctx, value) {
	const backEdges = ctx[STATE]?.backEdges;
	return backEdges !== void 0 && isRef(value) && backEdges.has(value);
}
var $ZodCyclicError, STATE, NO_ISSUES, recursive, NONE, ASSUMED, PROVEN, handoff, open, memo;
var init_memoizer = __esmMin((() => {
	init_util();
	$ZodCyclicError = class extends Error {
		constructor() {
			super(`Cannot parse a reference cycle that closes through a transform`);
			this.name = "ZodCyclicError";
		}
	};
	STATE = "~memo";
	NO_ISSUES = [];
	recursive = /*@__PURE__*/ new WeakMap();
	NONE = 0;
	ASSUMED = 1;
	PROVEN = 2;
	open = [];
	memo = {
		alloc(_inst, payload, empty) {
			const bucket = handoff;
			if (!bucket) return empty;
			handoff = void 0;
			const entry = {
				value: empty,
				issues: null
			};
			bucket.set(payload.value, entry);
			open.push(entry);
			return empty;
		},
		guard(inst) {
			var _a;
			(_a = inst._zod).deferred ?? (_a.deferred = []);
			inst._zod.deferred.push(() => {
				const base = inst._zod.parse;
				const wrapped = (payload, ctx) => {
					if (ctx.direction !== "backward" && isBackEdge(ctx, payload.value)) throw new $ZodCyclicError();
					return base(payload, ctx);
				};
				inst._zod.parse = wrapped;
				if (inst._zod.run === base) inst._zod.run = wrapped;
			});
		},
		attach(inst) {
			var _a;
			let isRecursiveInst;
			let rechecked = false;
			let lastCtx;
			let lastBucket;
			(_a = inst._zod).deferred ?? (_a.deferred = []);
			inst._zod.deferred.push(() => {
				const base = inst._zod.parse;
				const wrapped = (payload, ctx) => {
					if (isRecursiveInst === void 0) {
						const walked = isRecursive(inst, /* @__PURE__ */ new Set(), false);
						if (walked === NONE) {
							inst._zod.parse = base;
							if (inst._zod.run === wrapped) inst._zod.run = base;
							return base(payload, ctx);
						}
						if (walked === PROVEN || rechecked) isRecursiveInst = true;
						else rechecked = true;
					}
					const input = payload.value;
					if (!isRef(input)) return base(payload, ctx);
					let state = ctx[STATE];
					if (!state) {
						state = {
							buckets: /* @__PURE__ */ new WeakMap(),
							backEdges: void 0
						};
						ctx[STATE] = state;
					}
					let bucket;
					if (lastCtx === ctx) bucket = lastBucket;
					else {
						bucket = bucketFor(state, inst);
						lastCtx = ctx;
						lastBucket = bucket;
					}
					const hit = bucket.get(input);
					if (hit) {
						payload.value = hit.value;
						if (hit.issues) {
							if (hit.issues.length) payload.issues.push(...cloneIssues(hit.issues));
						} else {
							payload.memo = true;
							state.backEdges ?? (state.backEdges = /* @__PURE__ */ new WeakSet());
							state.backEdges.add(hit.value);
						}
						return payload;
					}
					handoff = bucket;
					const depth = open.length;
					const result = base(payload, ctx);
					handoff = void 0;
					const entry = open.length > depth ? open.pop() : void 0;
					if (result instanceof Promise) return result.then((r) => {
						if (entry) entry.issues = r.issues.length ? cloneIssues(r.issues) : NO_ISSUES;
						return r;
					});
					if (entry) entry.issues = result.issues.length ? cloneIssues(result.issues) : NO_ISSUES;
					return result;
				};
				inst._zod.parse = wrapped;
				if (inst._zod.run === base) inst._zod.run = wrapped;
			});
		}
	};
}));
// node_modules/zod/v4/locales/en.js
function en_default() {
	return { localeError: error() };
}
var error;
var init_en = __esmMin((() => {
	init_util();
	error = () => {
		const Sizable = {
			string: {
				unit: "characters",
				verb: "to have"
			},
			file: {
				unit: "bytes",
				verb: "to have"
			},
			array: {
				unit: "items",
				verb: "to have"
			},
			set: {
				unit: "items",
				verb: "to have"
			},
			map: {
				unit: "entries",
				verb: "to have"
			}
		};
		function getSizing(origin) {
			return Sizable[origin] ?? null;
		}
		const FormatDictionary = {
			regex: "input",
			email: "email address",
			url: "URL",
			emoji: "emoji",
			uuid: "UUID",
			uuidv4: "UUIDv4",
			uuidv6: "UUIDv6",
			nanoid: "nanoid",
			guid: "GUID",
			cuid: "cuid",
			cuid2: "cuid2",
			ulid: "ULID",
			xid: "XID",
			ksuid: "KSUID",
			datetime: "ISO datetime",
			date: "ISO date",
			time: "ISO time",
			duration: "ISO duration",
			ipv4: "IPv4 address",
			ipv6: "IPv6 address",
			mac: "MAC address",
			cidrv4: "IPv4 range",
			cidrv6: "IPv6 range",
			base64: "base64-encoded string",
			base64url: "base64url-encoded string",
			json_string: "JSON string",
			e164: "E.164 number",
			currency_code: "currency code",
			credit_card: "credit card number",
			iban: "IBAN",
			jwt: "JWT",
			template_literal: "input"
		};
		const TypeDictionary = { nan: "NaN" };
		function getTypeName(type, input) {
			if (type === "number" && typeof input === "number" && !Number.isFinite(input)) return String(input);
			return TypeDictionary[type] ?? type;
		}
		return (issue) => {
			switch (issue.code) {
				case "invalid_type": return `Invalid input: expected ${getTypeName(issue.expected)}, received ${getTypeName(parsedType(issue.input), issue.input)}`;
				case "invalid_value":
					if (issue.values.length === 1) return `Invalid input: expected ${stringifyPrimitive(issue.values[0])}`;
					return `Invalid option: expected one of ${joinValues(issue.values, "|")}`;
				case "too_big": {
					const adj = issue.exact ? "exactly " : issue.inclusive ? "<=" : "<";
					const sizing = getSizing(issue.origin);
					if (sizing) return `Too big: expected ${issue.origin ?? "value"} to have ${adj}${issue.maximum.toString()} ${sizing.unit ?? "elements"}`;
					return `Too big: expected ${issue.origin ?? "value"} to be ${adj}${issue.maximum.toString()}`;
				}
				case "too_small": {
					const adj = issue.exact ? "exactly " : issue.inclusive ? ">=" : ">";
					const sizing = getSizing(issue.origin);
					if (sizing) return `Too small: expected ${issue.origin} to have ${adj}${issue.minimum.toString()} ${sizing.unit}`;
					return `Too small: expected ${issue.origin} to be ${adj}${issue.minimum.toString()}`;
				}
				case "invalid_format": {
					const _issue = issue;
					if (_issue.format === "starts_with") return `Invalid string: must start with "${_issue.prefix}"`;
					if (_issue.format === "ends_with") return `Invalid string: must end with "${_issue.suffix}"`;
					if (_issue.format === "includes") return `Invalid string: must include "${_issue.includes}"`;
					if (_issue.format === "regex") return `Invalid string: must match pattern ${_issue.pattern}`;
					return `Invalid ${FormatDictionary[_issue.format] ?? issue.format}`;
				}
				case "not_multiple_of": return `Invalid number: must be a multiple of ${issue.divisor}`;
				case "unrecognized_keys": return `Unrecognized key${issue.keys.length > 1 ? "s" : ""}: ${joinValues(issue.keys, ", ")}`;
				case "invalid_key": return `Invalid key in ${issue.origin}`;
				case "invalid_union":
					if (issue.options && Array.isArray(issue.options) && issue.options.length > 0) return `Invalid discriminator value. Expected ${issue.options.map((o) => `'${o}'`).join(" | ")}`;
					if (issue.inclusive === false) return "Invalid input: more than one option matched";
					return "Invalid input";
				case "invalid_element": return `Invalid value in ${issue.origin}`;
				default: return `Invalid input`;
			}
		};
	};
}));
// node_modules/zod/v4/core/registries.js
function registry() {
	return new $ZodRegistry();
}
var _a, $ZodRegistry, globalRegistry;
var init_registries = __esmMin((() => {
	$ZodRegistry = class {
		constructor() {
			this._map = /* @__PURE__ */ new WeakMap();
			this._idmap = /* @__PURE__ */ new Map();
		}
		add(schema, ..._meta) {
			const meta = _meta[0];
			this._map.set(schema, meta);
			if (meta && typeof meta === "object" && "id" in meta) this._idmap.set(meta.id, schema);
			return this;
		}
		clear() {
			this._map = /* @__PURE__ */ new WeakMap();
			this._idmap = /* @__PURE__ */ new Map();
			return this;
		}
		remove(schema) {
			const meta = this._map.get(schema);
			if (meta && typeof meta === "object" && "id" in meta) this._idmap.delete(meta.id);
			this._map.delete(schema);
			return this;
		}
		get(schema) {
			const p = schema._zod.parent;
			if (p) {
				const pm = { ...this.get(p) ?? {} };
				delete pm.id;
				const f = {
					...pm,
					...this._map.get(schema)
				};
				return Object.keys(f).length ? f : void 0;
			}
			return this._map.get(schema);
		}
		has(schema) {
			return this._map.has(schema);
		}
	};
	(_a = globalThis).__zod_globalRegistry ?? (_a.__zod_globalRegistry = registry());
	globalRegistry = globalThis.__zod_globalRegistry;
}));
// node_modules/zod/v4/core/compile.js
var init_compile = __esmMin((() => {}));
// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
	if (def.checks) def.checks = [...def.checks];
	return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class, params) {
	return new Class(snapshotChecks({
		type: "string",
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _email(Class, params) {
	return new Class({
		type: "string",
		format: "email",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _guid(Class, params) {
	return new Class({
		type: "string",
		format: "guid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuid(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv4(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v4",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv6(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v6",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv7(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v7",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _url(Class, params) {
	return new Class({
		type: "string",
		format: "url",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _emoji(Class, params) {
	return new Class({
		type: "string",
		format: "emoji",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _nanoid(Class, params) {
	return new Class({
		type: "string",
		format: "nanoid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link _cuid2} instead.
* See https://github.com/paralleldrive/cuid.
*/
// @__NO_SIDE_EFFECTS__
function _cuid(Class, params) {
	return new Class({
		type: "string",
		format: "cuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cuid2(Class, params) {
	return new Class({
		type: "string",
		format: "cuid2",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ulid(Class, params) {
	return new Class({
		type: "string",
		format: "ulid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _xid(Class, params) {
	return new Class({
		type: "string",
		format: "xid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ksuid(Class, params) {
	return new Class({
		type: "string",
		format: "ksuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ipv4(Class, params) {
	return new Class({
		type: "string",
		format: "ipv4",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ipv6(Class, params) {
	return new Class({
		type: "string",
		format: "ipv6",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cidrv4(Class, params) {
	return new Class({
		type: "string",
		format: "cidrv4",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cidrv6(Class, params) {
	return new Class({
		type: "string",
		format: "cidrv6",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _base64(Class, params) {
	return new Class({
		type: "string",
		format: "base64",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _base64url(Class, params) {
	return new Class({
		type: "string",
		format: "base64url",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _e164(Class, params) {
	return new Class({
		type: "string",
		format: "e164",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _jwt(Class, params) {
	return new Class({
		type: "string",
		format: "jwt",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDateTime(Class, params) {
	return new Class({
		type: "string",
		format: "datetime",
		check: "string_format",
		offset: false,
		local: false,
		precision: null,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDate(Class, params) {
	return new Class({
		type: "string",
		format: "date",
		check: "string_format",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoTime(Class, params) {
	return new Class({
		type: "string",
		format: "time",
		check: "string_format",
		precision: null,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDuration(Class, params) {
	return new Class({
		type: "string",
		format: "duration",
		check: "string_format",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _number(Class, params) {
	return new Class(snapshotChecks({
		type: "number",
		checks: [],
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _int(Class, params) {
	return new Class({
		type: "number",
		check: "number_format",
		abort: false,
		format: "safeint",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class, params) {
	return new Class({
		type: "boolean",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class) {
	return new Class({ type: "unknown" });
}
// @__NO_SIDE_EFFECTS__
function _never(Class, params) {
	return new Class({
		type: "never",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _lt(value, params) {
	return new $ZodCheckLessThan({
		check: "less_than",
		...normalizeParams(params),
		value,
		inclusive: false
	});
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
	return new $ZodCheckLessThan({
		check: "less_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _gt(value, params) {
	return new $ZodCheckGreaterThan({
		check: "greater_than",
		...normalizeParams(params),
		value,
		inclusive: false
	});
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
	return new $ZodCheckGreaterThan({
		check: "greater_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _multipleOf(value, params) {
	return new $ZodCheckMultipleOf({
		check: "multiple_of",
		...normalizeParams(params),
		value
	});
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
	return new $ZodCheckMaxLength({
		check: "max_length",
		...normalizeParams(params),
		maximum
	});
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
	return new $ZodCheckMinLength({
		check: "min_length",
		...normalizeParams(params),
		minimum
	});
}
// @__NO_SIDE_EFFECTS__
function _length(length, params) {
	return new $ZodCheckLengthEquals({
		check: "length_equals",
		...normalizeParams(params),
		length
	});
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
	return new $ZodCheckRegex({
		check: "string_format",
		format: "regex",
		...normalizeParams(params),
		pattern
	});
}
// @__NO_SIDE_EFFECTS__
function _lowercase(params) {
	return new $ZodCheckLowerCase({
		check: "string_format",
		format: "lowercase",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uppercase(params) {
	return new $ZodCheckUpperCase({
		check: "string_format",
		format: "uppercase",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _includes(includes, params) {
	return new $ZodCheckIncludes({
		check: "string_format",
		format: "includes",
		...normalizeParams(params),
		includes
	});
}
// @__NO_SIDE_EFFECTS__
function _startsWith(prefix, params) {
	return new $ZodCheckStartsWith({
		check: "string_format",
		format: "starts_with",
		...normalizeParams(params),
		prefix
	});
}
// @__NO_SIDE_EFFECTS__
function _endsWith(suffix, params) {
	return new $ZodCheckEndsWith({
		check: "string_format",
		format: "ends_with",
		...normalizeParams(params),
		suffix
	});
}
// @__NO_SIDE_EFFECTS__
function _overwrite(tx) {
	return new $ZodCheckOverwrite({
		check: "overwrite",
		tx
	});
}
// @__NO_SIDE_EFFECTS__
function _normalize(form) {
	return /* @__PURE__ */ _overwrite((input) => input.normalize(form));
}
// @__NO_SIDE_EFFECTS__
function _trim() {
	return /* @__PURE__ */ _overwrite((input) => input.trim());
}
// @__NO_SIDE_EFFECTS__
function _toLowerCase() {
	return /* @__PURE__ */ _overwrite((input) => input.toLowerCase());
}
// @__NO_SIDE_EFFECTS__
function _toUpperCase() {
	return /* @__PURE__ */ _overwrite((input) => input.toUpperCase());
}
// @__NO_SIDE_EFFECTS__
function _slugify() {
	return /* @__PURE__ */ _overwrite((input) => slugify(input));
}
// @__NO_SIDE_EFFECTS__
function _array(Class, element, params) {
	return new Class({
		type: "array",
		element,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _custom(Class, fn, _params) {
	const norm = normalizeParams(_params);
	norm.abort ?? (norm.abort = true);
	return new Class({
		type: "custom",
		check: "custom",
		fn,
		...norm
	});
}
// @__NO_SIDE_EFFECTS__
function _refine(Class, fn, _params) {
	return new Class({
		type: "custom",
		check: "custom",
		fn,
		...normalizeParams(_params)
	});
}
// @__NO_SIDE_EFFECTS__
function _superRefine(fn, params) {
	const ch = /* @__PURE__ */ _check((payload) => {
		payload.addIssue = (issue$2) => {
			if (typeof issue$2 === "string") payload.issues.push(issue(issue$2, payload.value, ch._zod.def));
			else {
				const _issue = issue$2;
				if (_issue.fatal) _issue.continue = false;
				_issue.code ?? (_issue.code = "custom");
				if (!("input" in _issue)) _issue.input = payload.value;
				_issue.inst ?? (_issue.inst = ch);
				_issue.continue ?? (_issue.continue = !ch._zod.def.abort);
				payload.issues.push(issue(_issue));
			}
		};
		return fn(payload.value, payload);
	}, params);
	return ch;
}
// @__NO_SIDE_EFFECTS__
function _check(fn, params) {
	const ch = new $ZodCheck({
		check: "custom",
		...normalizeParams(params)
	});
	ch._zod.check = fn;
	return ch;
}
var init_api$1 = __esmMin((() => {
	init_checks$1();
	init_util();
}));
// node_modules/zod/v4/core/to-json-schema.js
function assignProps(target, ...sources) {
	for (const source of sources) for (const key of Reflect.ownKeys(source)) if (Object.prototype.propertyIsEnumerable.call(source, key)) assignProp(target, key, source[key]);
	return target;
}
function initializeContext(params) {
	let target = params?.target ?? "draft-2020-12";
	if (target === "draft-4") target = "draft-04";
	if (target === "draft-7") target = "draft-07";
	return {
		processors: params.processors ?? {},
		metadataRegistry: params?.metadata ?? globalRegistry,
		target,
		unrepresentable: params?.unrepresentable ?? "throw",
		override: params?.override ?? (() => {}),
		io: params?.io ?? "output",
		counter: 0,
		seen: /* @__PURE__ */ new Map(),
		sharedDefsExtractedFor: void 0,
		sharedEmitDoneFor: void 0,
		cycles: params?.cycles ?? "ref",
		reused: params?.reused ?? "inline",
		intersections: [],
		deferred: [],
		external: params?.external ?? void 0
	};
}
/**
* Applies the `unrepresentable` setting at a site that has no JSON Schema equivalent. Throws
* `message` unless the setting (or the handler's return value) says otherwise. Returns `true` if a
* custom JSON Schema was written into `json`, in which case the caller must not write its own.
*/
function handleUnrepresentable(schema, ctx, json, params, message) {
	const result = typeof ctx.unrepresentable === "function" ? ctx.unrepresentable({
		zodSchema: schema,
		path: params.path,
		message
	}) : ctx.unrepresentable;
	if (result === "any") return false;
	if (result === void 0 || result === "throw") throw new Error(message);
	Object.assign(json, result);
	return true;
}
function processSchema(schema, ctx, _params = {
	path: [],
	schemaPath: []
}) {
	var _a;
	const def = schema._zod.def;
	const seen = ctx.seen.get(schema);
	if (seen) {
		seen.count++;
		if (_params.schemaPath.includes(schema)) seen.cycle = _params.path;
		return seen.schema;
	}
	const result = {
		schema: {},
		count: 1,
		cycle: void 0,
		path: _params.path
	};
	ctx.seen.set(schema, result);
	ctx.sharedDefsExtractedFor = void 0;
	ctx.sharedEmitDoneFor = void 0;
	const overrideSchema = schema._zod.toJSONSchema?.();
	if (overrideSchema) result.schema = overrideSchema;
	else {
		const params = {
			..._params,
			schemaPath: [..._params.schemaPath, schema],
			path: _params.path
		};
		if (schema._zod.processJSONSchema) schema._zod.processJSONSchema(ctx, result.schema, params);
		else {
			const _json = result.schema;
			const processor = ctx.processors[def.type];
			if (!processor) throw new Error(`[toJSONSchema]: Non-representable type encountered: ${def.type}`);
			processor(schema, ctx, _json, params);
		}
		const parent = schema._zod.parent;
		if (parent) {
			if (!result.ref) result.ref = parent;
			processSchema(parent, ctx, params);
			ctx.seen.get(parent).isParent = true;
		}
	}
	const meta = ctx.metadataRegistry.get(schema);
	if (meta) assignProps(result.schema, meta);
	if (ctx.io === "input" && isTransforming(schema)) {
		delete result.schema.examples;
		delete result.schema.default;
	}
	if (ctx.io === "input" && "_prefault" in result.schema) (_a = result.schema).default ?? (_a.default = result.schema._prefault);
	delete result.schema._prefault;
	return ctx.seen.get(schema).schema;
}
function encodeJSONPointerSegment(segment) {
	return segment.replace(/~/g, "~0").replace(/\//g, "~1");
}
function extractDefs(ctx, schema) {
	const root = ctx.seen.get(schema);
	if (!root) throw new Error("Unprocessed schema. This is a bug in Zod.");
	if (ctx.external && ctx.sharedDefsExtractedFor === ctx.external) return;
	const idToSchema = /* @__PURE__ */ new Map();
	for (const entry of ctx.seen.entries()) {
		const id = ctx.metadataRegistry.get(entry[0])?.id;
		if (id) {
			const existing = idToSchema.get(id);
			if (existing && existing !== entry[0]) throw new Error(`Duplicate schema id "${id}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`);
			idToSchema.set(id, entry[0]);
		}
	}
	const makeURI = (entry) => {
		const defsSegment = ctx.target === "draft-2020-12" ? "$defs" : "definitions";
		if (ctx.external) {
			const externalId = ctx.external.registry.get(entry[0])?.id;
			const uriGenerator = ctx.external.uri ?? ((id) => id);
			if (externalId) return { ref: uriGenerator(externalId) };
			const id = entry[1].defId ?? entry[1].schema.id ?? `schema${ctx.counter++}`;
			entry[1].defId = id;
			return {
				defId: id,
				ref: `${uriGenerator("__shared")}#/${defsSegment}/${encodeJSONPointerSegment(id)}`
			};
		}
		const uriPrefix = `#`;
		const defUriPrefix = `${uriPrefix}/${defsSegment}/`;
		if (entry[1] === root && !entry[1].schema.id) return { ref: uriPrefix };
		const defId = entry[1].schema.id ?? `__schema${ctx.counter++}`;
		return {
			defId,
			ref: defUriPrefix + encodeJSONPointerSegment(defId)
		};
	};
	const extractToDef = (entry) => {
		if (entry[1].schema.$ref) return;
		const seen = entry[1];
		const { ref, defId } = makeURI(entry);
		seen.def = { ...seen.schema };
		if (defId) seen.defId = defId;
		const schema = seen.schema;
		for (const key in schema) delete schema[key];
		schema.$ref = ref;
	};
	if (ctx.cycles === "throw") for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (seen.cycle) throw new Error(`Cycle detected: #/${seen.cycle?.join("/")}/<root>

Set the \`cycles\` parameter to \`"ref"\` to resolve cyclical schemas with defs.`);
	}
	for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (schema === entry[0]) {
			extractToDef(entry);
			continue;
		}
		if (ctx.external) {
			const ext = ctx.external.registry.get(entry[0])?.id;
			if (schema !== entry[0] && ext) {
				extractToDef(entry);
				continue;
			}
		}
		if (ctx.metadataRegistry.get(entry[0])?.id) {
			extractToDef(entry);
			continue;
		}
		if (seen.cycle) {
			extractToDef(entry);
			continue;
		}
		if (seen.count > 1) {
			if (ctx.reused === "ref") extractToDef(entry);
		}
	}
	if (ctx.external) ctx.sharedDefsExtractedFor = ctx.external;
}
/** Rewrites `anyOf: [{type: "a"}, {type: "b"}]` to `type: ["a", "b"]`, which every JSON Schema draft treats as equivalent and most consumers render far better for the nullable case. Only branches that are a bare type assertion qualify — anything carrying a constraint, `$ref`, `const` or metadata is left alone. Runs after `flattenRef`, so a branch an override decorated or `$defs` extraction turned into a `$ref` is no longer bare and correctly stays in `anyOf`. `oneOf` is excluded: `integer` and `number` overlap, so "exactly one" and "at least one" are not the same there. OpenAPI 3.0 is excluded: its `type` must be a single string. */
function compactTypeUnion(schema) {
	const options = schema.anyOf;
	if (!Array.isArray(options) || options.length === 0 || schema.type !== void 0) return;
	const types = [];
	for (const option of options) {
		if (!option || typeof option !== "object") return;
		compactTypeUnion(option);
		const keys = Object.keys(option);
		if (keys.length !== 1 || keys[0] !== "type") return;
		const type = option.type;
		for (const member of Array.isArray(type) ? type : [type]) {
			if (typeof member !== "string") return;
			if (!types.includes(member)) types.push(member);
		}
	}
	delete schema.anyOf;
	schema.type = types.length === 1 ? types[0] : types;
}
/** A member's constraint on a key it does not declare itself. A `catchall` states one; `false`, an absent `additionalProperties`, and the empty schema a loose object emits state nothing. */
function undeclaredConstraint(member) {
	const extra = member.additionalProperties;
	if (extra === void 0 || extra === false || typeof extra !== "object" || extra === null) return null;
	return Object.keys(extra).length ? extra : null;
}
/** Combines object members into the single object they describe together, or returns `null` if any of them carries a keyword outside {@link FOLDABLE_KEYS}. */
function foldObjects(members) {
	const objects = [];
	for (const member of members) {
		if (typeof member !== "object" || member.type !== "object") return null;
		for (const key in member) if (!FOLDABLE_KEYS.has(key)) return null;
		objects.push(member);
	}
	const properties = {};
	const required = /* @__PURE__ */ new Set();
	for (const object of objects) {
		for (const key in object.properties) {
			if (Object.prototype.hasOwnProperty.call(properties, key)) continue;
			const parts = [];
			for (const other of objects) {
				const part = other.properties?.[key] ?? undeclaredConstraint(other);
				if (part === null || part === void 0) continue;
				if (!parts.some((seen) => JSON.stringify(seen) === JSON.stringify(part))) parts.push(part);
			}
			assignProp(properties, key, parts.length === 1 ? parts[0] : foldObjects(parts) ?? { allOf: parts });
		}
		for (const key of object.required ?? []) required.add(key);
	}
	const folded = {
		type: "object",
		properties
	};
	if (required.size) folded.required = [...required];
	if (objects.every((object) => object.additionalProperties === false)) folded.additionalProperties = false;
	else {
		const constraints = [];
		for (const object of objects) {
			const constraint = undeclaredConstraint(object);
			if (constraint && !constraints.some((seen) => JSON.stringify(seen) === JSON.stringify(constraint))) constraints.push(constraint);
		}
		if (constraints.length === 1) folded.additionalProperties = constraints[0];
		else if (constraints.length > 1) folded.additionalProperties = { allOf: constraints };
	}
	return folded;
}
/** `additionalProperties` in an `allOf` member sees only that member's own `properties`, so two
* closed object members reject each other's keys and the schema validates nothing. Zod's parser
* pools the key sets instead — `handleIntersectionResults` reports a key as unrecognized only when
* *every* side rejects it — so the emitted schema has to pool them too, and folding the members
* into one object is the encoding that says so on every target.
*
* This runs from `finalize`, after `extractDefs`, which is what keeps it clear of the `$ref`
* machinery: a member extracted into `$defs` is already a `$ref` by now and declines to fold, so it
* keeps its reference and its own closedness rather than being inlined as a stale copy. */
function foldIntersection(json) {
	const allOf = json.allOf;
	if (!Array.isArray(allOf) || allOf.length < 2) return;
	for (const key of FOLDABLE_KEYS) if (key in json) return;
	const unions = allOf.filter((m) => UNION_KEYS.some((k) => Array.isArray(m[k])));
	let folded = null;
	if (!unions.length) folded = foldObjects(allOf);
	else {
		const union = unions[0];
		const keyword = UNION_KEYS.find((k) => Array.isArray(union[k]));
		if (Object.keys(union).length !== 1) return;
		const rest = allOf.filter((m) => m !== union);
		const branches = union[keyword].map((branch) => foldObjects([...rest, branch]));
		if (branches.some((b) => !b)) return;
		folded = { [keyword]: branches };
	}
	if (!folded) return;
	delete json.allOf;
	assignProps(json, folded);
}
function finalize(ctx, schema) {
	const root = ctx.seen.get(schema);
	if (!root) throw new Error("Unprocessed schema. This is a bug in Zod.");
	const flattenRef = (zodSchema) => {
		const seen = ctx.seen.get(zodSchema);
		if (seen.ref === null) return;
		const schema = seen.def ?? seen.schema;
		const _cached = { ...schema };
		const ref = seen.ref;
		seen.ref = null;
		if (ref) {
			flattenRef(ref);
			const refSeen = ctx.seen.get(ref);
			const refSchema = refSeen.schema;
			if (refSchema.$ref && (ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0")) {
				schema.allOf = schema.allOf ?? [];
				schema.allOf.push(refSchema);
			} else assignProps(schema, refSchema);
			assignProps(schema, _cached);
			if (zodSchema._zod.parent === ref) for (const key in schema) {
				if (key === "$ref" || key === "allOf") continue;
				if (!(key in _cached)) delete schema[key];
			}
			if (refSchema.$ref && refSeen.def) for (const key in schema) {
				if (key === "$ref" || key === "allOf") continue;
				if (key in refSeen.def && JSON.stringify(schema[key]) === JSON.stringify(refSeen.def[key])) delete schema[key];
			}
		}
		const parent = zodSchema._zod.parent;
		if (parent && parent !== ref) {
			flattenRef(parent);
			const parentSeen = ctx.seen.get(parent);
			if (parentSeen?.schema.$ref) {
				schema.$ref = parentSeen.schema.$ref;
				if (parentSeen.def) for (const key in schema) {
					if (key === "$ref" || key === "allOf") continue;
					if (key in parentSeen.def && JSON.stringify(schema[key]) === JSON.stringify(parentSeen.def[key])) delete schema[key];
				}
			}
		}
		ctx.override({
			zodSchema,
			jsonSchema: schema,
			path: seen.path ?? []
		});
	};
	if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
		for (const entry of [...ctx.seen.entries()].reverse()) flattenRef(entry[0]);
		if (ctx.target !== "openapi-3.0") for (const entry of ctx.seen.entries()) compactTypeUnion(entry[1].def ?? entry[1].schema);
		for (const rewrite of ctx.deferred) rewrite();
		if (ctx.intersections.length) {
			const carriers = /* @__PURE__ */ new Map();
			for (const seen of ctx.seen.values()) for (const json of [seen.schema, seen.def]) {
				const allOf = json?.allOf;
				if (!Array.isArray(allOf)) continue;
				const existing = carriers.get(allOf);
				if (existing) existing.push(json);
				else carriers.set(allOf, [json]);
			}
			for (const allOf of ctx.intersections) for (const json of carriers.get(allOf) ?? []) foldIntersection(json);
		}
	}
	const result = {};
	if (ctx.target === "draft-2020-12") result.$schema = "https://json-schema.org/draft/2020-12/schema";
	else if (ctx.target === "draft-07") result.$schema = "http://json-schema.org/draft-07/schema#";
	else if (ctx.target === "draft-04") result.$schema = "http://json-schema.org/draft-04/schema#";
	else if (ctx.target === "openapi-3.0") {}
	if (ctx.external?.uri) {
		const id = ctx.external.registry.get(schema)?.id;
		if (!id) throw new Error("Schema is missing an `id` property");
		result.$id = ctx.external.uri(id);
	}
	assignProps(result, root.defId ? root.schema : root.def ?? root.schema);
	const rootMetaId = ctx.metadataRegistry.get(schema)?.id;
	if (rootMetaId !== void 0 && result.id === rootMetaId) delete result.id;
	const defs = ctx.external?.defs ?? {};
	if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (seen.def && seen.defId) {
			if (seen.def.id === seen.defId) delete seen.def.id;
			assignProp(defs, seen.defId, seen.def);
		}
	}
	if (ctx.external) ctx.sharedEmitDoneFor = ctx.external;
	if (ctx.external) {} else if (Object.keys(defs).length > 0) {
		if (ctx.target === "draft-2020-12") result.$defs = defs;
		else result.definitions = defs;
	}
	try {
		const finalized = JSON.parse(JSON.stringify(result));
		Object.defineProperty(finalized, "~standard", {
			value: {
				...schema["~standard"],
				jsonSchema: {
					input: createStandardJSONSchemaMethod(schema, "input", ctx.processors),
					output: createStandardJSONSchemaMethod(schema, "output", ctx.processors)
				}
			},
			enumerable: false,
			writable: false
		});
		return finalized;
	} catch (_err) {
		throw new Error("Error converting schema to JSON.");
	}
}
function isTransforming(_schema, _ctx) {
	const ctx = _ctx ?? { seen: /* @__PURE__ */ new Set() };
	if (ctx.seen.has(_schema)) return false;
	ctx.seen.add(_schema);
	const def = _schema._zod.def;
	if (def.type === "transform") return true;
	if (def.type === "array") return isTransforming(def.element, ctx);
	if (def.type === "set") return isTransforming(def.valueType, ctx);
	if (def.type === "lazy") return isTransforming(def.getter(), ctx);
	if (def.type === "promise" || def.type === "optional" || def.type === "nonoptional" || def.type === "nullable" || def.type === "readonly" || def.type === "default" || def.type === "prefault" || def.type === "catch") return isTransforming(def.innerType, ctx);
	if (def.type === "intersection") return isTransforming(def.left, ctx) || isTransforming(def.right, ctx);
	if (def.type === "record" || def.type === "map") return isTransforming(def.keyType, ctx) || isTransforming(def.valueType, ctx);
	if (def.type === "pipe") {
		if (_schema._zod.traits.has("$ZodCodec")) return true;
		return isTransforming(def.in, ctx) || isTransforming(def.out, ctx);
	}
	if (def.type === "object") {
		for (const key in def.shape) if (isTransforming(def.shape[key], ctx)) return true;
		return false;
	}
	if (def.type === "union") {
		for (const option of def.options) if (isTransforming(option, ctx)) return true;
		return false;
	}
	if (def.type === "tuple") {
		for (const item of def.items) if (isTransforming(item, ctx)) return true;
		if (def.rest && isTransforming(def.rest, ctx)) return true;
		return false;
	}
	return false;
}
var FOLDABLE_KEYS, UNION_KEYS, createToJSONSchemaMethod, createStandardJSONSchemaMethod;
var init_to_json_schema = __esmMin((() => {
	init_registries();
	init_util();
	FOLDABLE_KEYS = /* @__PURE__ */ new Set([
		"type",
		"properties",
		"required",
		"additionalProperties"
	]);
	UNION_KEYS = ["oneOf", "anyOf"];
	createToJSONSchemaMethod = (schema, processors = {}) => (params) => {
		const ctx = initializeContext({
			...params,
			processors
		});
		processSchema(schema, ctx);
		extractDefs(ctx, schema);
		return finalize(ctx, schema);
	};
	createStandardJSONSchemaMethod = (schema, io, processors = {}) => (params) => {
		const { libraryOptions, target } = params ?? {};
		const ctx = initializeContext({
			...libraryOptions ?? {},
			target,
			io,
			processors
		});
		processSchema(schema, ctx);
		extractDefs(ctx, schema);
		return finalize(ctx, schema);
	};
}));
// node_modules/zod/v4/core/json-schema-processors.js
function aggregateChecks(schema) {
	const agg = {};
	const def = schema._zod.def;
	const list = schema._zod.traits.has("$ZodCheck") ? [schema, ...def.checks ?? []] : def.checks ?? [];
	for (const ch of list) contributors[ch._zod.def.check]?.(agg, ch._zod.def);
	const bag = schema._zod.bag;
	if (bag.minimum !== void 0) narrowMin(agg, "minimum", bag.minimum);
	if (bag.exclusiveMinimum !== void 0) narrowMin(agg, "exclusiveMinimum", bag.exclusiveMinimum);
	if (bag.maximum !== void 0) narrowMax(agg, "maximum", bag.maximum);
	if (bag.exclusiveMaximum !== void 0) narrowMax(agg, "exclusiveMaximum", bag.exclusiveMaximum);
	if (bag.multipleOf !== void 0) addDivisor(agg, bag.multipleOf);
	if (bag.format !== void 0) {
		agg.format ?? (agg.format = bag.format);
		if (bag.format.includes("int")) agg.isInt = true;
	}
	if (bag.mime) intersectMime(agg, bag.mime);
	for (const pattern of bag.patterns ?? []) addPattern(agg, pattern);
	return agg;
}
function inputOptin(schema) {
	const def = schema._zod.def;
	if (def.type === "pipe" && def.in._zod.traits.has("$ZodTransform")) return inputOptin(def.out);
	if (def.type === "catch") return inputOptin(def.innerType);
	return schema._zod.optin;
}
function serializeDefaultValue(value, schema, ctx, json, params) {
	let unrepresentable = false;
	const serialized = JSON.stringify(value, (_, val) => {
		if (typeof val !== "bigint") return val;
		unrepresentable = true;
		return null;
	});
	if (!unrepresentable) return JSON.parse(serialized);
	handleUnrepresentable(schema, ctx, json, params, "BigInt defaults cannot be represented in JSON Schema");
	return UNREPRESENTABLE_DEFAULT;
}
var narrowMin, narrowMax, narrowBoth, addDivisor, addPattern, intersectMime, setFormat, minContributor, maxContributor, formatContributor, contributors, formatMap, exactPatterns, exactPattern, stringProcessor, numberProcessor, booleanProcessor, neverProcessor, unknownProcessor, enumProcessor, literalProcessor, customProcessor, transformProcessor, arrayProcessor, objectProcessor, unionProcessor, intersectionProcessor, tupleProcessor, nullableProcessor, nonoptionalProcessor, UNREPRESENTABLE_DEFAULT, defaultProcessor, prefaultProcessor, catchProcessor, pipeProcessor, readonlyProcessor, optionalProcessor;
var init_json_schema_processors = __esmMin((() => {
	init_regexes();
	init_schemas$1();
	init_to_json_schema();
	init_util();
	narrowMin = (agg, key, value) => {
		if (agg[key] === void 0 || value > agg[key]) agg[key] = value;
	};
	narrowMax = (agg, key, value) => {
		if (agg[key] === void 0 || value < agg[key]) agg[key] = value;
	};
	narrowBoth = (agg, value) => {
		narrowMin(agg, "minimum", value);
		narrowMax(agg, "maximum", value);
	};
	addDivisor = (agg, value) => {
		agg.multipleOf ?? (agg.multipleOf = []);
		if (!agg.multipleOf.includes(value)) agg.multipleOf.push(value);
	};
	addPattern = (agg, pattern) => {
		agg.patterns ?? (agg.patterns = /* @__PURE__ */ new Set());
		agg.patterns.add(pattern);
	};
	intersectMime = (agg, mime) => {
		agg.mime = agg.mime ? agg.mime.filter((m) => mime.includes(m)) : [...mime];
	};
	setFormat = (agg, format) => {
		agg.format = format;
		if (format.includes("int")) agg.isInt = true;
	};
	minContributor = (agg, def) => narrowMin(agg, "minimum", def.minimum);
	maxContributor = (agg, def) => narrowMax(agg, "maximum", def.maximum);
	formatContributor = (ranges) => (agg, def) => {
		setFormat(agg, def.format);
		const [minimum, maximum] = ranges[def.format];
		narrowMin(agg, "minimum", minimum);
		narrowMax(agg, "maximum", maximum);
	};
	contributors = {
		greater_than: (agg, def) => narrowMin(agg, def.inclusive ? "minimum" : "exclusiveMinimum", def.value),
		less_than: (agg, def) => narrowMax(agg, def.inclusive ? "maximum" : "exclusiveMaximum", def.value),
		multiple_of: (agg, def) => addDivisor(agg, def.value),
		number_format: formatContributor(NUMBER_FORMAT_RANGES),
		bigint_format: formatContributor(BIGINT_FORMAT_RANGES),
		min_length: minContributor,
		max_length: maxContributor,
		length_equals: (agg, def) => narrowBoth(agg, def.length),
		min_size: minContributor,
		max_size: maxContributor,
		size_equals: (agg, def) => narrowBoth(agg, def.size),
		string_format: (agg, def) => {
			setFormat(agg, def.format);
			if (def.pattern) addPattern(agg, def.pattern);
			if (def.format === "base64" || def.format === "base64url") agg.contentEncoding = def.format;
			if (def.local || def.precision === -1) agg.laxFormat = true;
		},
		mime_type: (agg, def) => intersectMime(agg, def.mime)
	};
	formatMap = {
		guid: "uuid",
		url: "uri",
		datetime: "date-time",
		json_string: "json-string",
		regex: ""
	};
	exactPatterns = /* @__PURE__ */ new Map([[base64Charset, base64$1], [base64urlCharset, base64url]]);
	exactPattern = (p) => exactPatterns.get(p) ?? p;
	stringProcessor = (schema, ctx, _json, _params) => {
		const json = _json;
		json.type = "string";
		const { minimum, maximum, format, patterns, contentEncoding, laxFormat } = aggregateChecks(schema);
		if (typeof minimum === "number") json.minLength = minimum;
		if (typeof maximum === "number") json.maxLength = maximum;
		if (format) {
			json.format = formatMap[format] ?? format;
			if (json.format === "") delete json.format;
			if (format === "time" || laxFormat) delete json.format;
		}
		if (contentEncoding) json.contentEncoding = contentEncoding;
		if (patterns && patterns.size > 0) {
			const patternList = [...patterns].map(exactPattern);
			if (patternList.length === 1) json.pattern = patternList[0].source;
			else if (patternList.length > 1) json.allOf = [...patternList.map((regex) => ({
				...ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0" ? { type: "string" } : {},
				pattern: regex.source
			}))];
		}
	};
	numberProcessor = (schema, ctx, _json, params) => {
		const json = _json;
		const { minimum, maximum, multipleOf, exclusiveMaximum, exclusiveMinimum, isInt } = aggregateChecks(schema);
		json.type = isInt ? "integer" : "number";
		const exMin = typeof exclusiveMinimum === "number" && exclusiveMinimum >= (minimum ?? Number.NEGATIVE_INFINITY);
		const exMax = typeof exclusiveMaximum === "number" && exclusiveMaximum <= (maximum ?? Number.POSITIVE_INFINITY);
		const legacy = ctx.target === "draft-04" || ctx.target === "openapi-3.0";
		if (exMin) {
			if (legacy) {
				json.minimum = exclusiveMinimum;
				json.exclusiveMinimum = true;
			} else json.exclusiveMinimum = exclusiveMinimum;
		} else if (typeof minimum === "number") json.minimum = minimum;
		if (exMax) {
			if (legacy) {
				json.maximum = exclusiveMaximum;
				json.exclusiveMaximum = true;
			} else json.exclusiveMaximum = exclusiveMaximum;
		} else if (typeof maximum === "number") json.maximum = maximum;
		if (multipleOf) {
			const divisors = /* @__PURE__ */ new Set();
			for (const divisor of multipleOf) if (Number.isFinite(divisor) && divisor !== 0) divisors.add(Math.abs(divisor));
			else handleUnrepresentable(schema, ctx, json, params, `A multipleOf divisor of ${divisor} cannot be represented in JSON Schema`);
			const [first, ...rest] = divisors;
			if (first !== void 0) json.multipleOf = first;
			if (rest.length) json.allOf = [...json.allOf ?? [], ...rest.map((m) => ({ multipleOf: m }))];
		}
	};
	booleanProcessor = (_schema, _ctx, json, _params) => {
		json.type = "boolean";
	};
	neverProcessor = (_schema, _ctx, json, _params) => {
		json.not = {};
	};
	unknownProcessor = (_schema, _ctx, _json, _params) => {};
	enumProcessor = (schema, _ctx, json, _params) => {
		const def = schema._zod.def;
		const values = getEnumValues(def.entries);
		if (values.length === 0) {
			json.not = {};
			return;
		}
		if (values.every((v) => typeof v === "number")) json.type = "number";
		if (values.every((v) => typeof v === "string")) json.type = "string";
		json.enum = values;
	};
	literalProcessor = (schema, ctx, json, params) => {
		const def = schema._zod.def;
		if (def.values.length === 0) {
			json.not = {};
			return;
		}
		const vals = [];
		for (const val of def.values) if (val === void 0) {
			if (handleUnrepresentable(schema, ctx, json, params, "Literal `undefined` cannot be represented in JSON Schema")) return;
		} else if (typeof val === "bigint") {
			if (handleUnrepresentable(schema, ctx, json, params, "BigInt literals cannot be represented in JSON Schema")) return;
			vals.push(Number(val));
		} else vals.push(val);
		if (vals.length === 0) {} else if (vals.length === 1) {
			const val = vals[0];
			json.type = val === null ? "null" : typeof val;
			if (ctx.target === "draft-04" || ctx.target === "openapi-3.0") json.enum = [val];
			else json.const = val;
		} else {
			if (vals.every((v) => typeof v === "number")) json.type = "number";
			if (vals.every((v) => typeof v === "string")) json.type = "string";
			if (vals.every((v) => typeof v === "boolean")) json.type = "boolean";
			if (vals.every((v) => v === null)) json.type = "null";
			json.enum = vals;
		}
	};
	customProcessor = (schema, ctx, json, params) => {
		handleUnrepresentable(schema, ctx, json, params, "Custom types cannot be represented in JSON Schema");
	};
	transformProcessor = (schema, ctx, json, params) => {
		handleUnrepresentable(schema, ctx, json, params, "Transforms cannot be represented in JSON Schema");
	};
	arrayProcessor = (schema, ctx, _json, params) => {
		const json = _json;
		const def = schema._zod.def;
		const { minimum, maximum } = aggregateChecks(schema);
		if (typeof minimum === "number") json.minItems = minimum;
		if (typeof maximum === "number") json.maxItems = maximum;
		json.type = "array";
		json.items = processSchema(def.element, ctx, {
			...params,
			path: [...params.path, "items"]
		});
	};
	objectProcessor = (schema, ctx, _json, params) => {
		const json = _json;
		const def = schema._zod.def;
		const shape = def.shape;
		if (Object.getOwnPropertySymbols(shape).length && handleUnrepresentable(schema, ctx, json, params, "Symbol keys cannot be represented in JSON Schema")) return;
		json.type = "object";
		json.properties = {};
		for (const key in shape) assignProp(json.properties, key, processSchema(shape[key], ctx, {
			...params,
			path: [
				...params.path,
				"properties",
				key
			]
		}));
		const requiredKeys = [];
		for (const key of Object.keys(shape)) {
			const field = def.shape[key];
			if (ctx.io === "input" ? inputOptin(field) === void 0 : field._zod.optout === void 0) requiredKeys.push(key);
		}
		if (requiredKeys.length > 0) json.required = requiredKeys;
		if (def.catchall?._zod.def.type === "never") json.additionalProperties = false;
		else if (!def.catchall) {
			if (ctx.io === "output") json.additionalProperties = false;
		} else if (def.catchall) json.additionalProperties = processSchema(def.catchall, ctx, {
			...params,
			path: [...params.path, "additionalProperties"]
		});
	};
	unionProcessor = (schema, ctx, json, params) => {
		const def = schema._zod.def;
		const isExclusive = def.inclusive === false;
		const options = def.options.map((x, i) => processSchema(x, ctx, {
			...params,
			path: [
				...params.path,
				isExclusive ? "oneOf" : "anyOf",
				i
			]
		}));
		if (isExclusive) json.oneOf = options;
		else json.anyOf = options;
	};
	intersectionProcessor = (schema, ctx, json, params) => {
		const def = schema._zod.def;
		const a = processSchema(def.left, ctx, {
			...params,
			path: [
				...params.path,
				"allOf",
				0
			]
		});
		const b = processSchema(def.right, ctx, {
			...params,
			path: [
				...params.path,
				"allOf",
				1
			]
		});
		const isSimpleIntersection = (val) => "allOf" in val && Object.keys(val).length === 1;
		const allOf = [...isSimpleIntersection(a) ? a.allOf : [a], ...isSimpleIntersection(b) ? b.allOf : [b]];
		json.allOf = allOf;
		ctx.intersections.push(allOf);
	};
	tupleProcessor = (schema, ctx, _json, params) => {
		const json = _json;
		const def = schema._zod.def;
		json.type = "array";
		const prefixPath = ctx.target === "draft-2020-12" ? "prefixItems" : "items";
		const restPath = ctx.target === "draft-2020-12" ? "items" : ctx.target === "openapi-3.0" ? "items" : "additionalItems";
		const prefixItems = def.items.map((x, i) => processSchema(x, ctx, {
			...params,
			path: [
				...params.path,
				prefixPath,
				i
			]
		}));
		const rest = def.rest ? processSchema(def.rest, ctx, {
			...params,
			path: [
				...params.path,
				restPath,
				...ctx.target === "openapi-3.0" ? [def.items.length] : []
			]
		}) : null;
		let minItems = def.items.length;
		while (minItems > 0) {
			const item = def.items[minItems - 1];
			if (!(ctx.io === "input" ? inputOptin(item) !== void 0 : item._zod.optout === "optional")) break;
			minItems--;
		}
		const maxItems = def.items.length;
		const isClosed = !def.rest;
		if (ctx.target === "draft-2020-12") {
			json.prefixItems = prefixItems;
			if (isClosed) json.items = false;
			else if (rest) json.items = rest;
			if (minItems > 0) json.minItems = minItems;
			if (isClosed) json.maxItems = maxItems;
		} else if (ctx.target === "openapi-3.0") {
			json.items = { anyOf: prefixItems };
			if (rest) json.items.anyOf.push(rest);
			if (minItems > 0) json.minItems = minItems;
			if (isClosed) json.maxItems = maxItems;
		} else {
			json.items = prefixItems;
			if (isClosed) json.additionalItems = false;
			else if (rest) json.additionalItems = rest;
			if (minItems > 0) json.minItems = minItems;
			if (isClosed) json.maxItems = maxItems;
		}
		const { minimum, maximum } = aggregateChecks(schema);
		if (typeof minimum === "number") json.minItems = minimum;
		if (typeof maximum === "number") json.maxItems = maximum;
	};
	nullableProcessor = (schema, ctx, json, params) => {
		const def = schema._zod.def;
		const inner = processSchema(def.innerType, ctx, params);
		const seen = ctx.seen.get(schema);
		if (ctx.target === "openapi-3.0") {
			seen.ref = def.innerType;
			json.nullable = true;
		} else json.anyOf = [inner, { type: "null" }];
	};
	nonoptionalProcessor = (schema, ctx, _json, params) => {
		const def = schema._zod.def;
		processSchema(def.innerType, ctx, params);
		const seen = ctx.seen.get(schema);
		seen.ref = def.innerType;
	};
	UNREPRESENTABLE_DEFAULT = Symbol();
	defaultProcessor = (schema, ctx, json, params) => {
		const def = schema._zod.def;
		processSchema(def.innerType, ctx, params);
		const seen = ctx.seen.get(schema);
		seen.ref = def.innerType;
		const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
		if (value !== UNREPRESENTABLE_DEFAULT) json.default = value;
	};
	prefaultProcessor = (schema, ctx, json, params) => {
		const def = schema._zod.def;
		processSchema(def.innerType, ctx, params);
		const seen = ctx.seen.get(schema);
		seen.ref = def.innerType;
		if (ctx.io !== "input") return;
		const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
		if (value !== UNREPRESENTABLE_DEFAULT) json._prefault = value;
	};
	catchProcessor = (schema, ctx, json, params) => {
		const def = schema._zod.def;
		processSchema(def.innerType, ctx, params);
		const seen = ctx.seen.get(schema);
		seen.ref = def.innerType;
		let catchValue;
		try {
			catchValue = def.catchValue(void 0);
		} catch {
			handleUnrepresentable(schema, ctx, json, params, "Dynamic catch values are not supported in JSON Schema");
			return;
		}
		json.default = catchValue;
	};
	pipeProcessor = (schema, ctx, _json, params) => {
		const def = schema._zod.def;
		const inIsTransform = def.in._zod.traits.has("$ZodTransform");
		const innerType = ctx.io === "input" ? inIsTransform ? def.out : def.in : def.out;
		processSchema(innerType, ctx, params);
		const seen = ctx.seen.get(schema);
		seen.ref = innerType;
	};
	readonlyProcessor = (schema, ctx, json, params) => {
		const def = schema._zod.def;
		processSchema(def.innerType, ctx, params);
		const seen = ctx.seen.get(schema);
		seen.ref = def.innerType;
		json.readOnly = true;
	};
	optionalProcessor = (schema, ctx, _json, params) => {
		const def = schema._zod.def;
		processSchema(def.innerType, ctx, params);
		const seen = ctx.seen.get(schema);
		seen.ref = def.innerType;
	};
}));
// node_modules/zod/v4/core/index.js
var init_core = __esmMin((() => {
	init_core$1();
	init_parse$2();
	init_errors$2();
	init_schemas$1();
	init_memoizer();
	init_checks$1();
	init_versions();
	init_util();
	init_regexes();
	init_en();
	init_registries();
	init_doc();
	init_compile();
	init_api$1();
	init_to_json_schema();
	init_json_schema_processors();
	init_to_json_schema();
}));
// node_modules/zod/v4/classic/checks.js
var init_checks = __esmMin((() => {
	init_core();
}));
// node_modules/zod/v4/classic/errors.js
function _lazyMethod(proto, key, make) {
	Object.defineProperty(proto, key, {
		configurable: true,
		enumerable: false,
		get() {
			const value = make(this);
			Object.defineProperty(this, key, {
				value,
				configurable: true,
				writable: true
			});
			return value;
		},
		set(value) {
			Object.defineProperty(this, key, {
				value,
				configurable: true,
				writable: true
			});
		}
	});
}
var _installedErrorProtos, initializer, ZodRealError;
var init_errors$1 = __esmMin((() => {
	init_core();
	init_util();
	_installedErrorProtos = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
	initializer = (inst, issues) => {
		$ZodError.init(inst, issues);
		inst.name = "ZodError";
		const proto = Object.getPrototypeOf(inst);
		if (_installedErrorProtos.has(proto)) return;
		_installedErrorProtos.add(proto);
		_lazyMethod(proto, "format", (self) => (mapper) => formatError(self, mapper));
		_lazyMethod(proto, "flatten", (self) => (mapper) => flattenError(self, mapper));
		_lazyMethod(proto, "addIssue", (self) => (issue) => {
			self.issues.push(issue);
			self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
		});
		_lazyMethod(proto, "addIssues", (self) => (issues) => {
			self.issues.push(...issues);
			self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
		});
		Object.defineProperty(proto, "isEmpty", {
			configurable: true,
			enumerable: false,
			get() {
				return this.issues.length === 0;
			}
		});
	};
	ZodRealError = /*@__PURE__*/ $constructor("ZodError", initializer, void 0, { Parent: Error });
}));
// node_modules/zod/v4/classic/parse.js
var parse$2, parseAsync, safeParse, safeParseAsync, encode, decode, encodeAsync, decodeAsync, safeEncode, safeDecode, safeEncodeAsync, safeDecodeAsync;
var init_parse$1 = __esmMin((() => {
	init_core();
	init_errors$1();
	parse$2 = /* @__PURE__ */ _parse(ZodRealError);
	parseAsync = /* @__PURE__ */ _parseAsync(ZodRealError);
	safeParse = /* @__PURE__ */ _safeParse(ZodRealError);
	safeParseAsync = /* @__PURE__ */ _safeParseAsync(ZodRealError);
	encode = /* @__PURE__ */ _encode(ZodRealError);
	decode = /* @__PURE__ */ _decode(ZodRealError);
	encodeAsync = /* @__PURE__ */ _encodeAsync(ZodRealError);
	decodeAsync = /* @__PURE__ */ _decodeAsync(ZodRealError);
	safeEncode = /* @__PURE__ */ _safeEncode(ZodRealError);
	safeDecode = /* @__PURE__ */ _safeDecode(ZodRealError);
	safeEncodeAsync = /* @__PURE__ */ _safeEncodeAsync(ZodRealError);
	safeDecodeAsync = /* @__PURE__ */ _safeDecodeAsync(ZodRealError);
}));
// node_modules/zod/v4/classic/schemas.js
function _ensureDefaultLocale() {
	if (!globalConfig.localeError) config(en_default());
}
function _ensureDefaultMemoizer() {
	if (!globalConfig.memoizer) config({ memoizer: memoizer() });
}
function string(params) {
	return /* @__PURE__ */ _string(ZodString, params);
}
function url(params) {
	return /* @__PURE__ */ _url(ZodURL, params);
}
function number(params) {
	return /* @__PURE__ */ _number(ZodNumber, params);
}
function int(params) {
	return /* @__PURE__ */ _int(ZodNumberFormat, params);
}
function boolean(params) {
	return /* @__PURE__ */ _boolean(ZodBoolean, params);
}
function unknown() {
	return /* @__PURE__ */ _unknown(ZodUnknown);
}
function never(params) {
	return /* @__PURE__ */ _never(ZodNever, params);
}
function array(element, params) {
	return /* @__PURE__ */ _array(ZodArray, element, params);
}
function object(shape, params) {
	const def = {
		type: "object",
		shape: shape ?? {},
		...normalizeParams(params)
	};
	return new ZodObject(def);
}
function strictObject(shape, params) {
	return new ZodObject({
		type: "object",
		shape,
		catchall: never(),
		...normalizeParams(params)
	});
}
function looseObject(shape, params) {
	return new ZodObject({
		type: "object",
		shape,
		catchall: unknown(),
		...normalizeParams(params)
	});
}
function union(options, params) {
	return new ZodUnion({
		type: "union",
		options,
		...normalizeParams(params)
	});
}
function discriminatedUnion(discriminator, options, params) {
	return new ZodDiscriminatedUnion({
		type: "union",
		options,
		discriminator,
		...normalizeParams(params)
	});
}
function intersection(left, right) {
	return new ZodIntersection({
		type: "intersection",
		left,
		right
	});
}
function tuple(items, _paramsOrRest, _params) {
	const hasRest = _paramsOrRest instanceof $ZodType;
	return new ZodTuple({
		type: "tuple",
		items,
		rest: hasRest ? _paramsOrRest : null,
		...normalizeParams(hasRest ? _params : _paramsOrRest)
	});
}
function _enum(values, params) {
	const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
	return new ZodEnum({
		type: "enum",
		entries,
		...normalizeParams(params)
	});
}
function literal(value, params) {
	return new ZodLiteral({
		type: "literal",
		values: Array.isArray(value) ? value : [value],
		...normalizeParams(params)
	});
}
function transform(fn) {
	return new ZodTransform({
		type: "transform",
		transform: fn
	});
}
function optional(innerType) {
	return new ZodOptional({
		type: "optional",
		innerType
	});
}
function exactOptional(innerType) {
	return new ZodExactOptional({
		type: "optional",
		innerType
	});
}
function nullable(innerType) {
	return new ZodNullable({
		type: "nullable",
		innerType
	});
}
function _default(innerType, defaultValue) {
	return new ZodDefault({
		type: "default",
		innerType,
		get defaultValue() {
			return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
		}
	});
}
function prefault(innerType, defaultValue) {
	return new ZodPrefault({
		type: "prefault",
		innerType,
		get defaultValue() {
			return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
		}
	});
}
function nonoptional(innerType, params) {
	return new ZodNonOptional({
		type: "nonoptional",
		innerType,
		...normalizeParams(params)
	});
}
function _catch(innerType, catchValue) {
	return new ZodCatch({
		type: "catch",
		innerType,
		catchValue: typeof catchValue === "function" ? catchValue : constantCatch(catchValue)
	});
}
function pipe(in_, out) {
	return new ZodPipe({
		type: "pipe",
		in: in_,
		out
	});
}
function readonly(innerType) {
	return new ZodReadonly({
		type: "readonly",
		innerType
	});
}
function custom(fn, _params) {
	return /* @__PURE__ */ _custom(ZodCustom, fn ?? (() => true), _params);
}
function refine(fn, _params = {}) {
	return /* @__PURE__ */ _refine(ZodCustom, fn, _params);
}
function superRefine(fn, params) {
	return /* @__PURE__ */ _superRefine(fn, params);
}
var ZodType, _ZodString, ZodString, ZodStringFormat, ZodISODateTime, ZodISODate, ZodISOTime, ZodISODuration, ZodEmail, ZodGUID, ZodUUID, ZodURL, ZodEmoji, ZodNanoID, ZodCUID, ZodCUID2, ZodULID, ZodXID, ZodKSUID, ZodIPv4, ZodIPv6, ZodCIDRv4, ZodCIDRv6, ZodBase64, ZodBase64URL, ZodE164, ZodJWT, ZodNumber, ZodNumberFormat, ZodBoolean, ZodUnknown, ZodNever, ZodArray, ZodObject, ZodUnion, ZodDiscriminatedUnion, ZodIntersection, ZodTuple, ZodEnum, ZodLiteral, ZodTransform, ZodOptional, ZodExactOptional, ZodNullable, ZodDefault, ZodPrefault, ZodNonOptional, ZodCatch, ZodPipe, ZodReadonly, ZodCustom;
var init_schemas = __esmMin((() => {
	init_core();
	init_json_schema_processors();
	init_to_json_schema();
	init_en();
	init_checks();
	init_parse$1();
	ZodType = /*@__PURE__*/ $constructor("ZodType", (inst, def) => {
		_ensureDefaultLocale();
		$ZodType.init(inst, def);
		inst.def = def;
		inst.type = def.type;
		return inst;
	}, {
		check(...chks) {
			const def = this.def;
			return this.clone(mergeDefs(def, { checks: [...def.checks ?? [], ...chks.map((ch) => typeof ch === "function" ? { _zod: {
				check: ch,
				def: { check: "custom" },
				onattach: []
			} } : ch)] }), { parent: true });
		},
		with(...chks) {
			return this.check(...chks);
		},
		clone(def, params) {
			return clone(this, def, params);
		},
		brand() {
			return this;
		},
		register(reg, meta) {
			reg.add(this, meta);
			return this;
		},
		refine(check, params) {
			return this.check(refine(check, params));
		},
		superRefine(refinement, params) {
			return this.check(superRefine(refinement, params));
		},
		overwrite(fn) {
			return this.check(/* @__PURE__ */ _overwrite(fn));
		},
		optional() {
			return optional(this);
		},
		exactOptional() {
			return exactOptional(this);
		},
		nullable() {
			return nullable(this);
		},
		nullish() {
			return optional(nullable(this));
		},
		nonoptional(params) {
			return nonoptional(this, params);
		},
		array() {
			return array(this);
		},
		or(arg) {
			return union([this, arg]);
		},
		and(arg) {
			return intersection(this, arg);
		},
		transform(tx) {
			return pipe(this, transform(tx));
		},
		default(d) {
			return _default(this, d);
		},
		prefault(d) {
			return prefault(this, d);
		},
		catch(params) {
			return _catch(this, params);
		},
		pipe(target) {
			return pipe(this, target);
		},
		readonly() {
			return readonly(this);
		},
		describe(description) {
			const cl = this.clone();
			globalRegistry.add(cl, { description });
			return cl;
		},
		meta(...args) {
			if (args.length === 0) return globalRegistry.get(this);
			const cl = this.clone();
			globalRegistry.add(cl, args[0]);
			return cl;
		},
		isOptional() {
			return this.safeParse(void 0).success;
		},
		isNullable() {
			return this.safeParse(null).success;
		},
		apply(fn, ...args) {
			return args.length === 0 ? fn(this) : fn(this, ...args);
		},
		get "~standard"() {
			return hide(this, "~standard", {
				...standardProps(this),
				jsonSchema: {
					input: createStandardJSONSchemaMethod(this, "input"),
					output: createStandardJSONSchemaMethod(this, "output")
				}
			});
		},
		set "~standard"(value) {
			own(this, "~standard", value);
		},
		parse: function _parse(data, params) {
			return parse$2(this, data, params, { callee: _parse });
		},
		parseAsync: async function _parseAsync(data, params) {
			return await parseAsync(this, data, params, { callee: _parseAsync });
		},
		safeParse(data, params) {
			return safeParse(this, data, params);
		},
		async safeParseAsync(data, params) {
			return safeParseAsync(this, data, params);
		},
		get spa() {
			return this?.safeParseAsync;
		},
		set spa(value) {
			own(this, "spa", value);
		},
		validate(data, params) {
			return validate(this, data, params);
		},
		validateAsync(data, params) {
			return validateAsync$1(this, data, params);
		},
		encode: function _encode(data, params) {
			return encode(this, data, params, { callee: _encode });
		},
		decode: function _decode(data, params) {
			return decode(this, data, params, { callee: _decode });
		},
		encodeAsync: async function _encodeAsync(data, params) {
			return await encodeAsync(this, data, params, { callee: _encodeAsync });
		},
		decodeAsync: async function _decodeAsync(data, params) {
			return await decodeAsync(this, data, params, { callee: _decodeAsync });
		},
		safeEncode(data, params) {
			return safeEncode(this, data, params);
		},
		safeDecode(data, params) {
			return safeDecode(this, data, params);
		},
		async safeEncodeAsync(data, params) {
			return safeEncodeAsync(this, data, params);
		},
		async safeDecodeAsync(data, params) {
			return safeDecodeAsync(this, data, params);
		},
		toJSONSchema(params) {
			return createToJSONSchemaMethod(this, {})(params);
		},
		get description() {
			return globalRegistry.get(this)?.description;
		},
		get _def() {
			return this._zod.def;
		}
	});
	_ZodString = /*@__PURE__*/ $constructor("_ZodString", (inst, def) => {
		$ZodString.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => stringProcessor(inst, ctx, json, params);
	}, /*@__PURE__*/ derived({
		format: (inst) => aggregateChecks(inst).format ?? null,
		minLength: (inst) => aggregateChecks(inst).minimum ?? null,
		maxLength: (inst) => aggregateChecks(inst).maximum ?? null
	}, {
		regex(...args) {
			return this.check(/* @__PURE__ */ _regex(...args));
		},
		includes(...args) {
			return this.check(/* @__PURE__ */ _includes(...args));
		},
		startsWith(...args) {
			return this.check(/* @__PURE__ */ _startsWith(...args));
		},
		endsWith(...args) {
			return this.check(/* @__PURE__ */ _endsWith(...args));
		},
		min(...args) {
			return this.check(/* @__PURE__ */ _minLength(...args));
		},
		max(...args) {
			return this.check(/* @__PURE__ */ _maxLength(...args));
		},
		length(...args) {
			return this.check(/* @__PURE__ */ _length(...args));
		},
		nonempty(...args) {
			return this.check(/* @__PURE__ */ _minLength(1, ...args));
		},
		lowercase(params) {
			return this.check(/* @__PURE__ */ _lowercase(params));
		},
		uppercase(params) {
			return this.check(/* @__PURE__ */ _uppercase(params));
		},
		trim() {
			return this.check(/* @__PURE__ */ _trim());
		},
		normalize(...args) {
			return this.check(/* @__PURE__ */ _normalize(...args));
		},
		toLowerCase() {
			return this.check(/* @__PURE__ */ _toLowerCase());
		},
		toUpperCase() {
			return this.check(/* @__PURE__ */ _toUpperCase());
		},
		slugify() {
			return this.check(/* @__PURE__ */ _slugify());
		}
	}));
	ZodString = /*@__PURE__*/ $constructor("ZodString", (inst, def) => {
		$ZodString.init(inst, def);
		_ZodString.init(inst, def);
	}, {
		email(params) {
			return this.check(/* @__PURE__ */ _email(ZodEmail, params));
		},
		url(params) {
			return this.check(/* @__PURE__ */ _url(ZodURL, params));
		},
		jwt(params) {
			return this.check(/* @__PURE__ */ _jwt(ZodJWT, params));
		},
		emoji(params) {
			return this.check(/* @__PURE__ */ _emoji(ZodEmoji, params));
		},
		guid(params) {
			return this.check(/* @__PURE__ */ _guid(ZodGUID, params));
		},
		uuid(params) {
			return this.check(/* @__PURE__ */ _uuid(ZodUUID, params));
		},
		uuidv4(params) {
			return this.check(/* @__PURE__ */ _uuidv4(ZodUUID, params));
		},
		uuidv6(params) {
			return this.check(/* @__PURE__ */ _uuidv6(ZodUUID, params));
		},
		uuidv7(params) {
			return this.check(/* @__PURE__ */ _uuidv7(ZodUUID, params));
		},
		nanoid(params) {
			return this.check(/* @__PURE__ */ _nanoid(ZodNanoID, params));
		},
		cuid(params) {
			return this.check(/* @__PURE__ */ _cuid(ZodCUID, params));
		},
		cuid2(params) {
			return this.check(/* @__PURE__ */ _cuid2(ZodCUID2, params));
		},
		ulid(params) {
			return this.check(/* @__PURE__ */ _ulid(ZodULID, params));
		},
		base64(params) {
			return this.check(/* @__PURE__ */ _base64(ZodBase64, params));
		},
		base64url(params) {
			return this.check(/* @__PURE__ */ _base64url(ZodBase64URL, params));
		},
		xid(params) {
			return this.check(/* @__PURE__ */ _xid(ZodXID, params));
		},
		ksuid(params) {
			return this.check(/* @__PURE__ */ _ksuid(ZodKSUID, params));
		},
		ipv4(params) {
			return this.check(/* @__PURE__ */ _ipv4(ZodIPv4, params));
		},
		ipv6(params) {
			return this.check(/* @__PURE__ */ _ipv6(ZodIPv6, params));
		},
		cidrv4(params) {
			return this.check(/* @__PURE__ */ _cidrv4(ZodCIDRv4, params));
		},
		cidrv6(params) {
			return this.check(/* @__PURE__ */ _cidrv6(ZodCIDRv6, params));
		},
		e164(params) {
			return this.check(/* @__PURE__ */ _e164(ZodE164, params));
		},
		datetime(params) {
			return this.check(/* @__PURE__ */ _isoDateTime(ZodISODateTime, params));
		},
		date(params) {
			return this.check(/* @__PURE__ */ _isoDate(ZodISODate, params));
		},
		time(params) {
			return this.check(/* @__PURE__ */ _isoTime(ZodISOTime, params));
		},
		duration(params) {
			return this.check(/* @__PURE__ */ _isoDuration(ZodISODuration, params));
		}
	});
	ZodStringFormat = /*@__PURE__*/ $constructor("ZodStringFormat", (inst, def) => {
		$ZodStringFormat.init(inst, def);
		_ZodString.init(inst, def);
	});
	ZodISODateTime = /*@__PURE__*/ $constructor("ZodISODateTime", (inst, def) => {
		$ZodISODateTime.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodISODate = /*@__PURE__*/ $constructor("ZodISODate", (inst, def) => {
		$ZodISODate.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodISOTime = /*@__PURE__*/ $constructor("ZodISOTime", (inst, def) => {
		$ZodISOTime.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodISODuration = /*@__PURE__*/ $constructor("ZodISODuration", (inst, def) => {
		$ZodISODuration.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodEmail = /*@__PURE__*/ $constructor("ZodEmail", (inst, def) => {
		$ZodEmail.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodGUID = /*@__PURE__*/ $constructor("ZodGUID", (inst, def) => {
		$ZodGUID.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodUUID = /*@__PURE__*/ $constructor("ZodUUID", (inst, def) => {
		$ZodUUID.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodURL = /*@__PURE__*/ $constructor("ZodURL", (inst, def) => {
		$ZodURL.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodEmoji = /*@__PURE__*/ $constructor("ZodEmoji", (inst, def) => {
		$ZodEmoji.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodNanoID = /*@__PURE__*/ $constructor("ZodNanoID", (inst, def) => {
		$ZodNanoID.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodCUID = /*@__PURE__*/ $constructor("ZodCUID", (inst, def) => {
		$ZodCUID.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodCUID2 = /*@__PURE__*/ $constructor("ZodCUID2", (inst, def) => {
		$ZodCUID2.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodULID = /*@__PURE__*/ $constructor("ZodULID", (inst, def) => {
		$ZodULID.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodXID = /*@__PURE__*/ $constructor("ZodXID", (inst, def) => {
		$ZodXID.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodKSUID = /*@__PURE__*/ $constructor("ZodKSUID", (inst, def) => {
		$ZodKSUID.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodIPv4 = /*@__PURE__*/ $constructor("ZodIPv4", (inst, def) => {
		$ZodIPv4.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodIPv6 = /*@__PURE__*/ $constructor("ZodIPv6", (inst, def) => {
		$ZodIPv6.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodCIDRv4 = /*@__PURE__*/ $constructor("ZodCIDRv4", (inst, def) => {
		$ZodCIDRv4.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodCIDRv6 = /*@__PURE__*/ $constructor("ZodCIDRv6", (inst, def) => {
		$ZodCIDRv6.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodBase64 = /*@__PURE__*/ $constructor("ZodBase64", (inst, def) => {
		$ZodBase64.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodBase64URL = /*@__PURE__*/ $constructor("ZodBase64URL", (inst, def) => {
		$ZodBase64URL.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodE164 = /*@__PURE__*/ $constructor("ZodE164", (inst, def) => {
		$ZodE164.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodJWT = /*@__PURE__*/ $constructor("ZodJWT", (inst, def) => {
		$ZodJWT.init(inst, def);
		ZodStringFormat.init(inst, def);
	});
	ZodNumber = /*@__PURE__*/ $constructor("ZodNumber", (inst, def) => {
		$ZodNumber.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => numberProcessor(inst, ctx, json, params);
		inst.isFinite = true;
	}, /*@__PURE__*/ derived({
		minValue: (inst) => {
			const { minimum, exclusiveMinimum } = aggregateChecks(inst);
			return Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
		},
		maxValue: (inst) => {
			const { maximum, exclusiveMaximum } = aggregateChecks(inst);
			return Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY);
		},
		isInt: (inst) => {
			const { isInt, multipleOf } = aggregateChecks(inst);
			return !!isInt || !!multipleOf?.some(Number.isSafeInteger);
		},
		format: (inst) => aggregateChecks(inst).format ?? null
	}, {
		gt(value, params) {
			return this.check(/* @__PURE__ */ _gt(value, params));
		},
		gte(value, params) {
			return this.check(/* @__PURE__ */ _gte(value, params));
		},
		min(value, params) {
			return this.check(/* @__PURE__ */ _gte(value, params));
		},
		lt(value, params) {
			return this.check(/* @__PURE__ */ _lt(value, params));
		},
		lte(value, params) {
			return this.check(/* @__PURE__ */ _lte(value, params));
		},
		max(value, params) {
			return this.check(/* @__PURE__ */ _lte(value, params));
		},
		int(params) {
			return this.check(int(params));
		},
		safe(params) {
			return this.check(int(params));
		},
		positive(params) {
			return this.check(/* @__PURE__ */ _gt(0, params));
		},
		nonnegative(params) {
			return this.check(/* @__PURE__ */ _gte(0, params));
		},
		negative(params) {
			return this.check(/* @__PURE__ */ _lt(0, params));
		},
		nonpositive(params) {
			return this.check(/* @__PURE__ */ _lte(0, params));
		},
		multipleOf(value, params) {
			return this.check(/* @__PURE__ */ _multipleOf(value, params));
		},
		step(value, params) {
			return this.check(/* @__PURE__ */ _multipleOf(value, params));
		},
		finite() {
			return this;
		}
	}));
	ZodNumberFormat = /*@__PURE__*/ $constructor("ZodNumberFormat", (inst, def) => {
		$ZodNumberFormat.init(inst, def);
		ZodNumber.init(inst, def);
	});
	ZodBoolean = /*@__PURE__*/ $constructor("ZodBoolean", (inst, def) => {
		$ZodBoolean.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => booleanProcessor(inst, ctx, json, params);
	});
	ZodUnknown = /*@__PURE__*/ $constructor("ZodUnknown", (inst, def) => {
		$ZodUnknown.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => unknownProcessor(inst, ctx, json, params);
	});
	ZodNever = /*@__PURE__*/ $constructor("ZodNever", (inst, def) => {
		$ZodNever.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => neverProcessor(inst, ctx, json, params);
	});
	ZodArray = /*@__PURE__*/ $constructor("ZodArray", (inst, def) => {
		_ensureDefaultMemoizer();
		$ZodArray.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => arrayProcessor(inst, ctx, json, params);
		inst.element = def.element;
	}, {
		min(n, params) {
			return this.check(/* @__PURE__ */ _minLength(n, params));
		},
		nonempty(params) {
			return this.check(/* @__PURE__ */ _minLength(1, params));
		},
		max(n, params) {
			return this.check(/* @__PURE__ */ _maxLength(n, params));
		},
		length(n, params) {
			return this.check(/* @__PURE__ */ _length(n, params));
		},
		unwrap() {
			return this.element;
		}
	});
	ZodObject = /*@__PURE__*/ $constructor("ZodObject", (inst, def) => {
		_ensureDefaultMemoizer();
		$ZodObjectJIT.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => objectProcessor(inst, ctx, json, params);
		installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
	}, {
		keyof() {
			return _enum(Object.keys(this._zod.def.shape));
		},
		catchall(catchall) {
			return this.clone(mergeDefs(this._zod.def, { catchall }));
		},
		passthrough() {
			return this.clone(mergeDefs(this._zod.def, { catchall: unknown() }));
		},
		loose() {
			return this.clone(mergeDefs(this._zod.def, { catchall: unknown() }));
		},
		strict() {
			return this.clone(mergeDefs(this._zod.def, { catchall: never() }));
		},
		strip() {
			return this.clone(mergeDefs(this._zod.def, { catchall: void 0 }));
		},
		extend(incoming) {
			return extend(this, incoming);
		},
		safeExtend(incoming) {
			return safeExtend(this, incoming);
		},
		merge(other) {
			return merge$1(this, other);
		},
		pick(mask) {
			return pick(this, mask);
		},
		omit(mask) {
			return omit$1(this, mask);
		},
		partial(...args) {
			return partial(ZodOptional, this, args[0]);
		},
		exactPartial(...args) {
			return partial(ZodExactOptional, this, args[0], "exactPartial");
		},
		required(...args) {
			return required(ZodNonOptional, this, args[0]);
		}
	});
	ZodUnion = /*@__PURE__*/ $constructor("ZodUnion", (inst, def) => {
		$ZodUnion.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => unionProcessor(inst, ctx, json, params);
		inst.options = def.options;
	});
	ZodDiscriminatedUnion = /*@__PURE__*/ $constructor("ZodDiscriminatedUnion", (inst, def) => {
		ZodUnion.init(inst, def);
		$ZodDiscriminatedUnion.init(inst, def);
	});
	ZodIntersection = /*@__PURE__*/ $constructor("ZodIntersection", (inst, def) => {
		$ZodIntersection.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => intersectionProcessor(inst, ctx, json, params);
	});
	ZodTuple = /*@__PURE__*/ $constructor("ZodTuple", (inst, def) => {
		_ensureDefaultMemoizer();
		$ZodTuple.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => tupleProcessor(inst, ctx, json, params);
	}, {
		rest(rest) {
			return this.clone({
				...this._zod.def,
				rest
			});
		},
		partial() {
			const def = this._zod.def;
			if (def.checks?.length) throw new Error(".partial() cannot be used on tuple schemas containing refinements");
			return this.clone({
				...def,
				items: def.items.map((item) => new ZodOptional({
					type: "optional",
					innerType: item
				}))
			});
		}
	});
	ZodEnum = /*@__PURE__*/ $constructor("ZodEnum", (inst, def) => {
		$ZodEnum.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => enumProcessor(inst, ctx, json, params);
		inst.enum = def.entries;
		inst.options = [...inst._zod.values];
		const keys = new Set(Object.keys(def.entries));
		inst.extract = (values, params) => {
			const newEntries = {};
			for (const value of values) if (keys.has(value)) newEntries[value] = def.entries[value];
			else throw new Error(`Key ${value} not found in enum`);
			return new ZodEnum({
				...def,
				checks: [],
				...normalizeParams(params),
				entries: newEntries
			});
		};
		inst.exclude = (values, params) => {
			const newEntries = { ...def.entries };
			for (const value of values) if (keys.has(value)) delete newEntries[value];
			else throw new Error(`Key ${value} not found in enum`);
			return new ZodEnum({
				...def,
				checks: [],
				...normalizeParams(params),
				entries: newEntries
			});
		};
	});
	ZodLiteral = /*@__PURE__*/ $constructor("ZodLiteral", (inst, def) => {
		$ZodLiteral.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => literalProcessor(inst, ctx, json, params);
		inst.values = new Set(def.values);
		Object.defineProperty(inst, "value", { get() {
			if (def.values.length > 1) throw new Error("This schema contains multiple valid literal values. Use `.values` instead.");
			return def.values[0];
		} });
	});
	ZodTransform = /*@__PURE__*/ $constructor("ZodTransform", (inst, def) => {
		_ensureDefaultMemoizer();
		$ZodTransform.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => transformProcessor(inst, ctx, json, params);
		inst._zod.parse = (payload, _ctx) => {
			if (_ctx.direction === "backward") throw new $ZodEncodeError(inst.constructor.name);
			payload.addIssue = (issue$1) => {
				if (typeof issue$1 === "string") payload.issues.push(issue(issue$1, payload.value, def));
				else {
					const _issue = issue$1;
					if (_issue.fatal) _issue.continue = false;
					_issue.code ?? (_issue.code = "custom");
					if (!("input" in _issue)) _issue.input = payload.value;
					_issue.inst ?? (_issue.inst = inst);
					payload.issues.push(issue(_issue));
				}
			};
			const output = def.transform(payload.value, payload);
			if (output instanceof Promise) return output.then((output) => {
				payload.value = output;
				return payload;
			});
			payload.value = output;
			return payload;
		};
	});
	ZodOptional = /*@__PURE__*/ $constructor("ZodOptional", (inst, def) => {
		$ZodOptional.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
		inst.unwrap = () => inst._zod.def.innerType;
	});
	ZodExactOptional = /*@__PURE__*/ $constructor("ZodExactOptional", (inst, def) => {
		$ZodExactOptional.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
		inst.unwrap = () => inst._zod.def.innerType;
	});
	ZodNullable = /*@__PURE__*/ $constructor("ZodNullable", (inst, def) => {
		$ZodNullable.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => nullableProcessor(inst, ctx, json, params);
		inst.unwrap = () => inst._zod.def.innerType;
	});
	ZodDefault = /*@__PURE__*/ $constructor("ZodDefault", (inst, def) => {
		$ZodDefault.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => defaultProcessor(inst, ctx, json, params);
		inst.unwrap = () => inst._zod.def.innerType;
		inst.removeDefault = inst.unwrap;
	});
	ZodPrefault = /*@__PURE__*/ $constructor("ZodPrefault", (inst, def) => {
		$ZodPrefault.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => prefaultProcessor(inst, ctx, json, params);
		inst.unwrap = () => inst._zod.def.innerType;
	});
	ZodNonOptional = /*@__PURE__*/ $constructor("ZodNonOptional", (inst, def) => {
		$ZodNonOptional.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => nonoptionalProcessor(inst, ctx, json, params);
		inst.unwrap = () => inst._zod.def.innerType;
	});
	ZodCatch = /*@__PURE__*/ $constructor("ZodCatch", (inst, def) => {
		$ZodCatch.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => catchProcessor(inst, ctx, json, params);
		inst.unwrap = () => inst._zod.def.innerType;
		inst.removeCatch = inst.unwrap;
	});
	ZodPipe = /*@__PURE__*/ $constructor("ZodPipe", (inst, def) => {
		$ZodPipe.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => pipeProcessor(inst, ctx, json, params);
		inst.in = def.in;
		inst.out = def.out;
	});
	ZodReadonly = /*@__PURE__*/ $constructor("ZodReadonly", (inst, def) => {
		$ZodReadonly.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => readonlyProcessor(inst, ctx, json, params);
		inst.unwrap = () => inst._zod.def.innerType;
	});
	ZodCustom = /*@__PURE__*/ $constructor("ZodCustom", (inst, def) => {
		$ZodCustom.init(inst, def);
		ZodType.init(inst, def);
		inst._zod.processJSONSchema = (ctx, json, params) => customProcessor(inst, ctx, json, params);
	});
}));
// node_modules/zod/v4/classic/compat.js
var init_compat = __esmMin((() => {
	init_core();
}));
// node_modules/zod/v4/classic/iso.js
function datetime(params) {
	return /* @__PURE__ */ _isoDateTime(ZodISODateTime, params);
}
var init_iso = __esmMin((() => {
	init_core();
	init_schemas();
}));
// node_modules/zod/v4/classic/external.js
var init_external = __esmMin((() => {
	init_core();
	init_schemas();
	init_checks();
	init_errors$1();
	init_parse$1();
	init_compat();
	init_json_schema_processors();
	init_registries();
	init_util();
	init_checks();
	init_iso();
	init_schemas();
	init_schemas$1();
	init_en();
}));
// node_modules/zod/index.js
var init_zod = __esmMin((() => {
	init_external();
	init_external();
}));
// src/change-set/blob.ts
/** The object format is told by the length of any object id of the repository: 40 digits or 64. */
function objectFormatOf(oid) {
	return oid.length === 64 ? "sha256" : "sha1";
}
/**
* The id git gives these bytes: the hash of `blob <length>\0` and the bytes
* (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects).
*/
function blobId(content, format) {
	return createHash(format).update(`blob ${content.byteLength}\0`).update(content).digest("hex");
}
var init_blob = __esmMin((() => {
	init__builtin_node_crypto();
}));
// src/change-set/change.ts
function entryOf(change) {
	if (change.change === "delete") return change;
	const { content: _bytes, ...entry } = change;
	return entry;
}
var init_change = __esmMin((() => {}));
// node_modules/canonicalize/lib/canonicalize.js
function hasLoneSurrogate(value) {
	for (let i = 0; i < value.length; i++) {
		const code = value.charCodeAt(i);
		if (code >= 55296 && code <= 56319) {
			if (i === value.length - 1) return true;
			const next = value.charCodeAt(i + 1);
			if (!(next >= 56320 && next <= 57343)) return true;
			i++;
		} else if (code >= 56320 && code <= 57343) return true;
	}
	return false;
}
function canonicalize(object, seen = /* @__PURE__ */ new Set()) {
	if (typeof object === "number" && isNaN(object)) throw new Error("NaN is not allowed");
	if (typeof object === "number" && !isFinite(object)) throw new Error("Infinity is not allowed");
	if (typeof object === "string" && hasLoneSurrogate(object)) throw new Error("Lone surrogate is not allowed");
	if (object === null || typeof object !== "object") return JSON.stringify(object);
	if (typeof object.toJSON === "function") {
		if (seen.has(object)) throw new Error("Circular reference detected");
		seen.add(object);
		const result = canonicalize(object.toJSON(), seen);
		seen.delete(object);
		return result;
	}
	if (seen.has(object)) throw new Error("Circular reference detected");
	seen.add(object);
	let result;
	if (Array.isArray(object)) result = `[${object.map((cv) => {
		return canonicalize(cv === void 0 || typeof cv === "symbol" ? null : cv, seen);
	}).join(",")}]`;
	else {
		const parts = [];
		for (const key of Object.keys(object).sort()) {
			if (object[key] === void 0 || typeof object[key] === "symbol") continue;
			parts.push(`${canonicalize(key)}:${canonicalize(object[key], seen)}`);
		}
		result = `{${parts.join(",")}}`;
	}
	seen.delete(object);
	return result;
}
var init_canonicalize = __esmMin((() => {}));
// src/change-set/seal.ts
/** Sorts, freezes and names the changes. The caller vouches for blob ids; `parseChangeSet` checks those of strangers. */
function seal(base, changes) {
	const sorted = Array.from(changes, (change) => Object.freeze({ ...change }));
	sorted.sort((a, b) => comparePaths(a.path, b.path));
	const digest = digestOf(base, sorted.map(entryOf));
	return Object.freeze({
		version: 1,
		base,
		changes: Object.freeze(sorted),
		digest
	});
}
/**
* SHA-256 of the RFC 8785 canonical JSON of `{version, base, changes}` with every `content` left out, so that
* anyone can recompute it from `git diff-tree -r -z --no-renames`. `entries` must be sorted by `comparePaths`.
*/
function digestOf(base, entries) {
	const canonical = canonicalize({
		version: 1,
		base,
		changes: entries
	});
	return `sha256:${createHash("sha256").update(canonical).digest("hex")}`;
}
/** Git's order: by the bytes of the UTF-8 path, which differs from JavaScript's order above the basic plane. */
function comparePaths(a, b) {
	return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
/** The same changes against another base, as when a branch moved on while every touched path stayed as it was. */
function rebase(changeSet, base) {
	return seal(base, changeSet.changes);
}
var init_seal = __esmMin((() => {
	init__builtin_node_crypto();
	init_canonicalize();
	init_change();
}));
// src/change-set/file.ts
/**
* Reads a `*.change-set.json` that anybody may have written. Returns a set that holds together: shape, order, no path
* twice, blob ids of the very bytes, one object format, digest. Whether it may land is for the guards to say.
*/
function parseChangeSet(text) {
	const file = shapeOf(text);
	const changes = file.changes.map((entry) => Object.freeze(changeOf(entry)));
	requireOneObjectFormat(file.base, changes);
	requireOrder(changes);
	for (const change of changes) requireOwnBytes(change);
	const digest = digestOf(file.base, changes.map(entryOf));
	if (digest !== file.digest) throw malformed$1(`the digest is ${digest}, the file says ${file.digest}`);
	return Object.freeze({
		version: 1,
		base: file.base,
		changes: Object.freeze(changes),
		digest
	});
}
/** The file's text, in pieces: a set of many megabytes is never held as one string. */
function* formatChangeSet(changeSet) {
	yield `{\n  "version": 1,\n  "base": ${JSON.stringify(changeSet.base)},\n  "changes": [`;
	let separator = "\n    ";
	for (const change of changeSet.changes) {
		yield separator + JSON.stringify(fileEntryOf(change));
		separator = ",\n    ";
	}
	yield `${changeSet.changes.length > 0 ? "\n  " : ""}],\n  "digest": ${JSON.stringify(changeSet.digest)}\n}\n`;
}
function shapeOf(text) {
	let json;
	try {
		json = JSON.parse(text);
	} catch (cause) {
		throw malformed$1("it is not JSON", cause);
	}
	const shape = fileShape$2.safeParse(json);
	if (shape.success) return shape.data;
	const [issue] = shape.error.issues;
	const where = issue?.path.join(".") ?? "";
	throw malformed$1(`${where === "" ? "" : `${where}: `}${issue?.message ?? "wrong shape"}`, shape.error);
}
/** In its one canonical form. A pattern with a repeated group would exhaust the stack at a few megabytes. */
function isBase64(text) {
	const tail = text.slice(-4);
	return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) && Buffer.from(tail, "base64").toString("base64") === tail;
}
function changeOf(entry) {
	if (entry.change === "delete") return entry;
	const { content, ...rest } = entry;
	if (rest.mode === "160000") return {
		...rest,
		content: /* @__PURE__ */ new Uint8Array()
	};
	if (content === void 0) throw malformed$1(`${rest.path}: content is missing`);
	return {
		...rest,
		content: Buffer.from(content, "base64")
	};
}
function fileEntryOf(change) {
	if (change.change === "delete" || change.mode === "160000") return entryOf(change);
	return {
		...entryOf(change),
		content: Buffer.from(change.content).toString("base64")
	};
}
function requireOneObjectFormat(base, changes) {
	const lengths = new Set(base === null ? [] : [base.length]);
	for (const change of changes) {
		if (change.change !== "add") lengths.add(change.before.length);
		if (change.change !== "delete") lengths.add(change.after.length);
	}
	if (lengths.size > 1) throw malformed$1("SHA-1 and SHA-256 object ids are mixed");
}
function requireOrder(changes) {
	for (const [index, change] of changes.entries()) {
		const previous = changes[index - 1];
		if (previous === void 0) continue;
		const order = comparePaths(previous.path, change.path);
		if (order === 0) throw malformed$1(`${change.path}: the path is there twice`);
		if (order > 0) throw malformed$1(`${change.path}: the changes are not sorted by the bytes of their paths`);
	}
}
function requireOwnBytes(change) {
	if (change.change === "delete") return;
	if (change.mode !== "160000") {
		const id = blobId(change.content, objectFormatOf(change.after));
		if (id !== change.after) throw malformed$1(`${change.path}: the content is ${id}, the file says ${change.after}`);
	}
	if (change.change === "modify" && change.before === change.after && change.beforeMode === change.mode) throw malformed$1(`${change.path}: nothing is modified`);
}
function malformed$1(message, cause) {
	return new MalformedChangeSet(message, { cause });
}
var MalformedChangeSet, oid$1, mode, base64, path$1, fileShape$2;
var init_file$1 = __esmMin((() => {
	init_zod();
	init_blob();
	init_change();
	init_seal();
	MalformedChangeSet = class extends Error {
		name = "MalformedChangeSet";
		code = "ECHANGESET";
	};
	oid$1 = string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "is not an object id");
	mode = _enum([
		"100644",
		"100755",
		"120000",
		"160000"
	]);
	base64 = string().refine(isBase64, "is not base64");
	path$1 = string().refine((text) => text.isWellFormed(), "is not UTF-8");
	fileShape$2 = strictObject({
		version: literal(1),
		base: oid$1.nullable(),
		changes: array(discriminatedUnion("change", [
			strictObject({
				path: path$1,
				change: literal("add"),
				mode,
				after: oid$1,
				content: base64.optional()
			}),
			strictObject({
				path: path$1,
				change: literal("modify"),
				mode,
				beforeMode: mode,
				before: oid$1,
				after: oid$1,
				content: base64.optional()
			}),
			strictObject({
				path: path$1,
				change: literal("delete"),
				beforeMode: mode,
				before: oid$1
			})
		])),
		digest: string()
	});
}));
// src/configuration/agent.ts
/**
* Reads an agent as an action's inputs or a command line give it: `name` (`patch`, a preset, `command` or `acp`) and
* `command` (a JSON array of a program and its arguments); empty where unset. A command alone means `command`. Throws
* `MalformedAgent`, also where neither is set or a name comes with a command that it has no use for.
*/
function parseAgent(name, command = "") {
	const kind = name.trim();
	if (command.trim() !== "") {
		if (kind === "" || kind === "command") return {
			kind: "command",
			argv: parseArgv(command)
		};
		if (kind === "acp") return {
			kind,
			argv: parseArgv(command)
		};
		throw new MalformedAgent(`the agent ${quote$4(kind)} takes no command of its own`);
	}
	if (kind === "command" || kind === "acp") throw new MalformedAgent(`the agent ${kind} needs a command, a JSON array of a program and its arguments`);
	const known = names.find((candidate) => candidate === kind);
	if (known === void 0) throw new MalformedAgent(`there is no agent ${quote$4(kind)}; there are ${names.join(", ")}, command, acp`);
	return named(known);
}
function named(name) {
	return name === "patch" ? { kind: "patch" } : {
		kind: "preset",
		name
	};
}
function quote$4(text) {
	return JSON.stringify(text.slice(0, 100));
}
function parseArgv(text) {
	let json;
	try {
		json = JSON.parse(text);
	} catch (cause) {
		throw new MalformedAgent("the command of the agent is not JSON", { cause });
	}
	const parsed = argv.safeParse(json);
	if (parsed.success) return parsed.data;
	throw new MalformedAgent(`the command of the agent is not an array of a program and its arguments: ${quote$4(text)}`, { cause: parsed.error });
}
var presets, MalformedAgent, names, word, program, argv, agentShape;
var init_agent$1 = __esmMin((() => {
	init_zod();
	presets = [
		"claude",
		"codex",
		"gemini",
		"copilot",
		"opencode"
	];
	MalformedAgent = class extends Error {
		name = "MalformedAgent";
		code = "EAGENTNAME";
	};
	names = ["patch", ...presets];
	word = string().max(4096, "must be 4096 characters at most").regex(/^[^\0]*$/, "must not contain NUL");
	program = string({ error: (issue) => issue.input === void 0 ? "must name a program" : void 0 }).max(4096, "must be 4096 characters at most").regex(/^[^\0]+$/, "must name a program");
	argv = tuple([program], word).describe("The program and its arguments, run without a shell.").meta({ examples: [["my-agent", "--quiet"]] });
	agentShape = union([
		_enum(names),
		strictObject({ acp: argv.describe("A program that speaks the Agent Client Protocol.") }),
		strictObject({ command: argv.describe("A program that takes the prompt on standard input.") })
	], { error: `expected one of ${names.join(", ")}, or {acp: [program, argument...]}, or {command: [program, argument...]}` }).transform((told) => {
		if (typeof told === "string") return named(told);
		return "acp" in told ? {
			kind: "acp",
			argv: told.acp
		} : {
			kind: "command",
			argv: told.command
		};
	});
}));
// \0builtin:node:child_process
var builtin$11, take$11, execFile, spawn, spawnSync;
var init__builtin_node_child_process = __esmMin((() => {
	builtin$11 = process.getBuiltinModule("node:child_process");
	take$11 = (key) => builtin$11[key];
	execFile = /* @__PURE__ */ take$11("execFile");
	spawn = /* @__PURE__ */ take$11("spawn");
	spawnSync = /* @__PURE__ */ take$11("spawnSync");
}));
// \0builtin:node:events
var builtin$10, take$10, once;
var init__builtin_node_events = __esmMin((() => {
	builtin$10 = process.getBuiltinModule("node:events");
	take$10 = (key) => builtin$10[key];
	once = /* @__PURE__ */ take$10("once");
}));
// \0builtin:node:stream
var builtin$9, take$9, Readable;
var init__builtin_node_stream = __esmMin((() => {
	builtin$9 = process.getBuiltinModule("node:stream");
	take$9 = (key) => builtin$9[key];
	Readable = /* @__PURE__ */ take$9("Readable");
}));
// \0builtin:node:stream/promises
var builtin$8, take$8, pipeline;
var init_promises$1 = __esmMin((() => {
	builtin$8 = process.getBuiltinModule("node:stream/promises");
	take$8 = (key) => builtin$8[key];
	pipeline = /* @__PURE__ */ take$8("pipeline");
}));
// src/git/git.ts
function openGit(environment) {
	let started = 0;
	const surroundings = {};
	for (const name of PASSED_ON$1) {
		const value = environment[name];
		if (value !== void 0) surroundings[name] = value;
	}
	function open(args, call = {}) {
		started += 1;
		return spawn("git", [...args], {
			cwd: call.cwd ?? "/",
			env: {
				...surroundings,
				...environmentOf(call)
			},
			stdio: [
				"pipe",
				"pipe",
				"pipe"
			],
			...call.signal === void 0 ? {} : {
				signal: call.signal,
				killSignal: "SIGKILL"
			}
		});
	}
	async function attempt(args, call = {}) {
		const child = open(args, call);
		const stdout = [];
		let stderr = "";
		child.stdout.on("data", (bytes) => stdout.push(bytes));
		child.stderr?.setEncoding("utf8").on("data", (text) => {
			stderr = (stderr + text).slice(-16384);
		});
		const [[status, signal]] = await Promise.all([once(child, "close"), feed(child, call.input)]);
		if (signal !== null) stderr += `\nended by ${signal}`;
		return {
			exitCode: status ?? 128,
			stdout: Buffer.concat(stdout),
			stderr
		};
	}
	async function run(args, call = {}) {
		const answer = await attempt(args, call);
		if (answer.exitCode !== 0) throw new GitFailure(args[0] ?? "", answer);
		return answer.stdout;
	}
	return {
		run,
		attempt,
		open,
		get started() {
			return started;
		}
	};
}
async function feed(child, input) {
	if (input === void 0 || typeof input === "string" || input instanceof Uint8Array) {
		child.stdin.on("error", ignoreClosedPipe);
		child.stdin.end(input ?? "");
		return;
	}
	try {
		await pipeline(Readable.from(input, { objectMode: true }), child.stdin);
	} catch (error) {
		ignoreClosedPipe(error);
	}
}
/** Git may end before it has read everything; its status tells the rest. */
function ignoreClosedPipe(error) {
	const code = error.code;
	if (code !== "EPIPE" && code !== "ERR_STREAM_PREMATURE_CLOSE" && code !== "ECONNRESET") throw error;
}
function environmentOf(call) {
	const environment = {
		...SAFE_ENVIRONMENT,
		GIT_ALLOW_PROTOCOL: (call.protocols ?? []).join(":") || "none"
	};
	if (call.gitDir !== void 0) environment["GIT_DIR"] = call.gitDir;
	if (call.workTree !== void 0) environment["GIT_WORK_TREE"] = call.workTree;
	if (call.objectDir !== void 0) environment["GIT_OBJECT_DIRECTORY"] = call.objectDir;
	if (call.indexFile !== void 0) environment["GIT_INDEX_FILE"] = call.indexFile;
	const configuration = Object.entries({
		...SAFE_CONFIGURATION,
		...call.config
	});
	environment["GIT_CONFIG_COUNT"] = String(configuration.length);
	for (const [index, [key, value]] of configuration.entries()) {
		environment[`GIT_CONFIG_KEY_${index}`] = key;
		environment[`GIT_CONFIG_VALUE_${index}`] = value;
	}
	return environment;
}
var GitFailure, PASSED_ON$1, SAFE_ENVIRONMENT, SAFE_CONFIGURATION;
var init_git = __esmMin((() => {
	init__builtin_node_child_process();
	init__builtin_node_events();
	init__builtin_node_stream();
	init_promises$1();
	GitFailure = class extends Error {
		name = "GitFailure";
		code = "EGIT";
		command;
		exitCode;
		stderr;
		constructor(command, answer, options) {
			const lastLine = answer.stderr.trim().split("\n").at(-1) ?? "";
			super(`git ${command} failed with status ${answer.exitCode}${lastLine === "" ? "" : `: ${lastLine}`}`, options);
			this.command = command;
			this.exitCode = answer.exitCode;
			this.stderr = answer.stderr;
		}
	};
	PASSED_ON$1 = [
		"PATH",
		"TMPDIR",
		"HTTPS_PROXY",
		"HTTP_PROXY",
		"NO_PROXY",
		"https_proxy",
		"http_proxy",
		"no_proxy",
		"SSL_CERT_FILE",
		"SSL_CERT_DIR",
		"GIT_SSL_CAINFO"
	];
	SAFE_ENVIRONMENT = {
		LC_ALL: "C",
		HOME: "/nonexistent",
		XDG_CONFIG_HOME: "/nonexistent",
		GIT_CONFIG_NOSYSTEM: "1",
		GIT_CONFIG_SYSTEM: "/dev/null",
		GIT_CONFIG_GLOBAL: "/dev/null",
		GIT_ATTR_NOSYSTEM: "1",
		GIT_TERMINAL_PROMPT: "0",
		GIT_ASKPASS: "/bin/false",
		SSH_ASKPASS: "/bin/false",
		GIT_SSH_COMMAND: "/bin/false",
		GIT_OPTIONAL_LOCKS: "0",
		GIT_NO_LAZY_FETCH: "1",
		GIT_NO_REPLACE_OBJECTS: "1",
		GIT_EDITOR: "true",
		GIT_PAGER: "cat",
		GIT_ADVICE: "0"
	};
	SAFE_CONFIGURATION = {
		"core.fsmonitor": "false",
		"core.hooksPath": "/dev/null",
		"core.attributesFile": "/dev/null",
		"core.excludesFile": "/dev/null",
		"core.untrackedCache": "false",
		"core.protectNTFS": "true",
		"core.protectHFS": "true",
		"core.quotePath": "false",
		"core.autocrlf": "false",
		"core.eol": "lf",
		"core.safecrlf": "false",
		"core.symlinks": "true",
		"core.fsync": "none",
		"submodule.recurse": "false",
		"diff.ignoreSubmodules": "all",
		"commit.gpgSign": "false",
		"push.gpgSign": "false",
		"gc.auto": "0",
		"maintenance.auto": "false",
		"credential.helper": "",
		"http.followRedirects": "false",
		"transfer.fsckObjects": "true",
		"index.version": "2",
		"index.threads": "1",
		"safe.directory": "*"
	};
}));
// src/git/signer.ts
function openSigner({ file, environment, scratch }) {
	const env = {};
	for (const name of PASSED_ON) {
		const value = environment[name];
		if (value !== void 0) env[name] = value;
	}
	async function sshKeygen(args, input) {
		const child = spawn("ssh-keygen", [...args], {
			env,
			stdio: [
				"pipe",
				"pipe",
				"pipe"
			]
		});
		const said = {
			stdout: "",
			stderr: ""
		};
		for (const stream of ["stdout", "stderr"]) child[stream].setEncoding("utf8").on("data", (text) => {
			said[stream] += text;
		});
		child.stdin.on("error", () => child.stdin.destroy());
		child.stdin.end(input);
		try {
			await once(child, "close");
		} catch (cause) {
			throw new SigningFailure("there is no ssh-keygen to sign with", { cause });
		}
		return {
			status: child.exitCode,
			...said
		};
	}
	return {
		async sign(payload) {
			const { status, stdout, stderr } = await sshKeygen([
				"-Y",
				"sign",
				"-n",
				"git",
				"-f",
				file
			], payload);
			if (status !== 0) throw new SigningFailure(`the key cannot sign: ${stderr.trim().split("\n").at(-1) ?? ""}`);
			return stdout;
		},
		async holds(payload, signature) {
			const signatureFile = join$1(scratch, `signature-${randomBytes(8).toString("hex")}`);
			await writeFile(signatureFile, signature, {
				mode: 384,
				flag: "wx"
			});
			try {
				const { status } = await sshKeygen([
					"-Y",
					"check-novalidate",
					"-n",
					"git",
					"-s",
					signatureFile
				], payload);
				return status === 0;
			} finally {
				await rm(signatureFile, { force: true });
			}
		}
	};
}
var SigningFailure, PASSED_ON;
var init_signer = __esmMin((() => {
	init__builtin_node_child_process();
	init__builtin_node_crypto();
	init__builtin_node_events();
	init_promises$2();
	init__builtin_node_path();
	SigningFailure = class extends Error {
		name = "SigningFailure";
		code = "ESIGNING";
	};
	PASSED_ON = ["PATH", "SSH_AUTH_SOCK"];
}));
// src/git/key-file.ts
/**
* A signer for a key that comes as text, in `WHOLLY_SIGNING_KEY`: OpenSSH reads keys from files only, so it lies in a
* private one until `cleanUp` is disposed. `null` where the variable is not set.
*/
async function openEnvironmentSigner(environment, parent, cleanUp) {
	const { WHOLLY_SIGNING_KEY: key = "" } = environment;
	if (key.trim() === "") return null;
	const directory = await mkdtemp(join$1(parent, "wholly-key-"));
	cleanUp.defer(() => rm(directory, {
		recursive: true,
		force: true
	}));
	const file = join$1(directory, "key");
	await writeFile(file, `${key.trim()}\n`, {
		mode: 384,
		flag: "wx"
	});
	return openSigner({
		file,
		environment,
		scratch: directory
	});
}
var init_key_file = __esmMin((() => {
	init_promises$2();
	init__builtin_node_path();
	init_signer();
}));
// src/git/local-repository.ts
/** Finds the repository that holds `directory`, as git does: from there upwards. */
async function findRepository(git, directory) {
	const place = resolve(directory);
	if (!await stat(place).then((found) => found.isDirectory(), () => false)) throw new NoRepository(`${place} is no directory`);
	const cwd = await realpath(place);
	const answer = await git.attempt([
		"rev-parse",
		"--show-object-format",
		"--path-format=absolute",
		"--git-common-dir"
	], { cwd });
	const [, format, gitDir] = /^(sha1|sha256)\n([^]+)\n$/.exec(answer.stdout.toString("utf8")) ?? [];
	if (answer.exitCode !== 0 || gitDir === void 0 || format !== "sha1" && format !== "sha256") throw new NoRepository(`${place} is in no git repository`);
	const top = await git.attempt(["rev-parse", "--show-toplevel"], { cwd });
	const workTree = top.exitCode === 0 ? top.stdout.toString("utf8").replace(/\n$/, "") : null;
	return {
		gitDir,
		objectDir: join$1(gitDir, "objects"),
		workTree,
		format
	};
}
/** The id of the commit that a revision names; HEAD where none is given. */
async function readCommit$1(git, repository, revision, cwd) {
	const answer = await git.attempt([
		"rev-parse",
		"--verify",
		"--quiet",
		"--end-of-options",
		`${revision}^{commit}`
	], cwd === void 0 ? { gitDir: repository.gitDir } : { cwd });
	const oid = answer.stdout.toString("latin1").trim();
	if (answer.exitCode !== 0 || oid === "") throw new NoCommit(`${revision} names no commit`);
	return oid;
}
var NoRepository, NoCommit;
var init_local_repository = __esmMin((() => {
	init_promises$2();
	init__builtin_node_path();
	NoRepository = class extends Error {
		name = "NoRepository";
		code = "EREPOSITORY";
	};
	NoCommit = class extends Error {
		name = "NoCommit";
		code = "EBASE";
	};
}));
// \0builtin:node:timers/promises
var builtin$7, take$7, setImmediate, setTimeout$1;
var init_promises = __esmMin((() => {
	builtin$7 = process.getBuiltinModule("node:timers/promises");
	take$7 = (key) => builtin$7[key];
	setImmediate = /* @__PURE__ */ take$7("setImmediate");
	setTimeout$1 = /* @__PURE__ */ take$7("setTimeout");
}));
// node_modules/universal-user-agent/index.js
function getUserAgent() {
	if (typeof navigator === "object" && "userAgent" in navigator) return navigator.userAgent;
	if (typeof process === "object" && process.version !== void 0) return `Node.js/${process.version.substr(1)} (${process.platform}; ${process.arch})`;
	return "<environment undetectable>";
}
var init_universal_user_agent = __esmMin((() => {}));
// node_modules/before-after-hook/lib/register.js
function register(state, name, method, options) {
	if (typeof method !== "function") throw new Error("method for before hook must be a function");
	if (!options) options = {};
	if (Array.isArray(name)) return name.reverse().reduce((callback, name) => {
		return register.bind(null, state, name, callback, options);
	}, method)();
	return Promise.resolve().then(() => {
		if (!state.registry[name]) return method(options);
		return state.registry[name].reduce((method, registered) => {
			return registered.hook.bind(null, method, options);
		}, method)();
	});
}
var init_register = __esmMin((() => {}));
// node_modules/before-after-hook/lib/add.js
function addHook(state, kind, name, hook) {
	const orig = hook;
	if (!state.registry[name]) state.registry[name] = [];
	if (kind === "before") hook = (method, options) => {
		return Promise.resolve().then(orig.bind(null, options)).then(method.bind(null, options));
	};
	if (kind === "after") hook = (method, options) => {
		let result;
		return Promise.resolve().then(method.bind(null, options)).then((result_) => {
			result = result_;
			return orig(result, options);
		}).then(() => {
			return result;
		});
	};
	if (kind === "error") hook = (method, options) => {
		return Promise.resolve().then(method.bind(null, options)).catch((error) => {
			return orig(error, options);
		});
	};
	state.registry[name].push({
		hook,
		orig
	});
}
var init_add = __esmMin((() => {}));
// node_modules/before-after-hook/lib/remove.js
function removeHook(state, name, method) {
	if (!state.registry[name]) return;
	const index = state.registry[name].map((registered) => {
		return registered.orig;
	}).indexOf(method);
	if (index === -1) return;
	state.registry[name].splice(index, 1);
}
var init_remove = __esmMin((() => {}));
// node_modules/before-after-hook/index.js
function bindApi(hook, state, name) {
	const removeHookRef = bindable(removeHook, null).apply(null, name ? [state, name] : [state]);
	hook.api = { remove: removeHookRef };
	hook.remove = removeHookRef;
	[
		"before",
		"error",
		"after",
		"wrap"
	].forEach((kind) => {
		const args = name ? [
			state,
			kind,
			name
		] : [state, kind];
		hook[kind] = hook.api[kind] = bindable(addHook, null).apply(null, args);
	});
}
function Singular() {
	const singularHookName = Symbol("Singular");
	const singularHookState = { registry: {} };
	const singularHook = register.bind(null, singularHookState, singularHookName);
	bindApi(singularHook, singularHookState, singularHookName);
	return singularHook;
}
function Collection() {
	const state = { registry: {} };
	const hook = register.bind(null, state);
	bindApi(hook, state);
	return hook;
}
var bind, bindable, before_after_hook_default;
var init_before_after_hook = __esmMin((() => {
	init_register();
	init_add();
	init_remove();
	bind = Function.bind;
	bindable = bind.bind(bind);
	before_after_hook_default = {
		Singular,
		Collection
	};
}));
// node_modules/@octokit/endpoint/dist-bundle/index.js
function lowercaseKeys(object) {
	if (!object) return {};
	return Object.keys(object).reduce((newObj, key) => {
		newObj[key.toLowerCase()] = object[key];
		return newObj;
	}, {});
}
function isPlainObject$1(value) {
	if (typeof value !== "object" || value === null) return false;
	if (Object.prototype.toString.call(value) !== "[object Object]") return false;
	const proto = Object.getPrototypeOf(value);
	if (proto === null) return true;
	const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
	return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}
function mergeDeep(defaults, options) {
	const result = Object.assign({}, defaults);
	Object.keys(options).forEach((key) => {
		if (isPlainObject$1(options[key])) {
			if (!(key in defaults)) Object.assign(result, { [key]: options[key] });
			else result[key] = mergeDeep(defaults[key], options[key]);
		} else Object.assign(result, { [key]: options[key] });
	});
	return result;
}
function removeUndefinedProperties(obj) {
	for (const key in obj) if (obj[key] === void 0) delete obj[key];
	return obj;
}
function merge(defaults, route, options) {
	if (typeof route === "string") {
		let [method, url] = route.split(" ");
		options = Object.assign(url ? {
			method,
			url
		} : { url: method }, options);
	} else options = Object.assign({}, route);
	options.headers = lowercaseKeys(options.headers);
	removeUndefinedProperties(options);
	removeUndefinedProperties(options.headers);
	const mergedOptions = mergeDeep(defaults || {}, options);
	if (options.url === "/graphql") {
		if (defaults && defaults.mediaType.previews?.length) mergedOptions.mediaType.previews = defaults.mediaType.previews.filter((preview) => !mergedOptions.mediaType.previews.includes(preview)).concat(mergedOptions.mediaType.previews);
		mergedOptions.mediaType.previews = (mergedOptions.mediaType.previews || []).map((preview) => preview.replace(/-preview/, ""));
	}
	return mergedOptions;
}
function addQueryParameters(url, parameters) {
	const separator = /\?/.test(url) ? "&" : "?";
	const names = Object.keys(parameters);
	if (names.length === 0) return url;
	return url + separator + names.map((name) => {
		if (name === "q") return "q=" + parameters.q.split("+").map(encodeURIComponent).join("+");
		return `${name}=${encodeURIComponent(parameters[name])}`;
	}).join("&");
}
function removeNonChars(variableName) {
	return variableName.replace(/(?:^\W+)|(?:(?<!\W)\W+$)/g, "").split(/,/);
}
function extractUrlVariableNames(url) {
	const matches = url.match(urlVariableRegex);
	if (!matches) return [];
	return matches.map(removeNonChars).reduce((a, b) => a.concat(b), []);
}
function omit(object, keysToOmit) {
	const result = { __proto__: null };
	for (const key of Object.keys(object)) if (keysToOmit.indexOf(key) === -1) result[key] = object[key];
	return result;
}
function encodeReserved(str) {
	return str.split(/(%[0-9A-Fa-f]{2})/g).map(function(part) {
		if (!/%[0-9A-Fa-f]/.test(part)) part = encodeURI(part).replace(/%5B/g, "[").replace(/%5D/g, "]");
		return part;
	}).join("");
}
function encodeUnreserved(str) {
	return encodeURIComponent(str).replace(/[!'()*]/g, function(c) {
		return "%" + c.charCodeAt(0).toString(16).toUpperCase();
	});
}
function encodeValue(operator, value, key) {
	value = operator === "+" || operator === "#" ? encodeReserved(value) : encodeUnreserved(value);
	if (key) return encodeUnreserved(key) + "=" + value;
	else return value;
}
function isDefined(value) {
	return value !== void 0 && value !== null;
}
function isKeyOperator(operator) {
	return operator === ";" || operator === "&" || operator === "?";
}
function getValues(context, operator, key, modifier) {
	var value = context[key], result = [];
	if (isDefined(value) && value !== "") {
		if (typeof value === "string" || typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
			value = value.toString();
			if (modifier && modifier !== "*") value = value.substring(0, parseInt(modifier, 10));
			result.push(encodeValue(operator, value, isKeyOperator(operator) ? key : ""));
		} else if (modifier === "*") {
			if (Array.isArray(value)) value.filter(isDefined).forEach(function(value2) {
				result.push(encodeValue(operator, value2, isKeyOperator(operator) ? key : ""));
			});
			else Object.keys(value).forEach(function(k) {
				if (isDefined(value[k])) result.push(encodeValue(operator, value[k], k));
			});
		} else {
			const tmp = [];
			if (Array.isArray(value)) value.filter(isDefined).forEach(function(value2) {
				tmp.push(encodeValue(operator, value2));
			});
			else Object.keys(value).forEach(function(k) {
				if (isDefined(value[k])) {
					tmp.push(encodeUnreserved(k));
					tmp.push(encodeValue(operator, value[k].toString()));
				}
			});
			if (isKeyOperator(operator)) result.push(encodeUnreserved(key) + "=" + tmp.join(","));
			else if (tmp.length !== 0) result.push(tmp.join(","));
		}
	} else if (operator === ";") {
		if (isDefined(value)) result.push(encodeUnreserved(key));
	} else if (value === "" && (operator === "&" || operator === "?")) result.push(encodeUnreserved(key) + "=");
	else if (value === "") result.push("");
	return result;
}
function parseUrl(template) {
	return { expand: expand.bind(null, template) };
}
function expand(template, context) {
	var operators = [
		"+",
		"#",
		".",
		"/",
		";",
		"?",
		"&"
	];
	template = template.replace(/\{([^\{\}]+)\}|([^\{\}]+)/g, function(_, expression, literal) {
		if (expression) {
			let operator = "";
			const values = [];
			if (operators.indexOf(expression.charAt(0)) !== -1) {
				operator = expression.charAt(0);
				expression = expression.substr(1);
			}
			expression.split(/,/g).forEach(function(variable) {
				var tmp = /([^:\*]*)(?::(\d+)|(\*))?/.exec(variable);
				values.push(getValues(context, operator, tmp[1], tmp[2] || tmp[3]));
			});
			if (operator && operator !== "+") {
				var separator = ",";
				if (operator === "?") separator = "&";
				else if (operator !== "#") separator = operator;
				return (values.length !== 0 ? operator : "") + values.join(separator);
			} else return values.join(",");
		} else return encodeReserved(literal);
	});
	if (template === "/") return template;
	else return template.replace(/\/$/, "");
}
function parse$1(options) {
	let method = options.method.toUpperCase();
	let url = (options.url || "/").replace(/:([a-z]\w+)/g, "{$1}");
	let headers = Object.assign({}, options.headers);
	let body;
	let parameters = omit(options, [
		"method",
		"baseUrl",
		"url",
		"headers",
		"request",
		"mediaType"
	]);
	const urlVariableNames = extractUrlVariableNames(url);
	url = parseUrl(url).expand(parameters);
	if (!/^http/.test(url)) url = options.baseUrl + url;
	const remainingParameters = omit(parameters, Object.keys(options).filter((option) => urlVariableNames.includes(option)).concat("baseUrl"));
	if (!/application\/octet-stream/i.test(headers.accept)) {
		if (options.mediaType.format) headers.accept = headers.accept.split(/,/).map((format) => format.replace(/application\/vnd(\.\w+)(\.v3)?(\.\w+)?(\+json)?$/, `application/vnd$1$2.${options.mediaType.format}`)).join(",");
		if (url.endsWith("/graphql")) {
			if (options.mediaType.previews?.length) headers.accept = (headers.accept.match(/(?<![\w-])[\w-]+(?=-preview)/g) || []).concat(options.mediaType.previews).map((preview) => {
				return `application/vnd.github.${preview}-preview${options.mediaType.format ? `.${options.mediaType.format}` : "+json"}`;
			}).join(",");
		}
	}
	if (["GET", "HEAD"].includes(method)) url = addQueryParameters(url, remainingParameters);
	else if ("data" in remainingParameters) body = remainingParameters.data;
	else if (Object.keys(remainingParameters).length) body = remainingParameters;
	if (!headers["content-type"] && typeof body !== "undefined") headers["content-type"] = "application/json; charset=utf-8";
	if (["PATCH", "PUT"].includes(method) && typeof body === "undefined") body = "";
	return Object.assign({
		method,
		url,
		headers
	}, typeof body !== "undefined" ? { body } : null, options.request ? { request: options.request } : null);
}
function endpointWithDefaults(defaults, route, options) {
	return parse$1(merge(defaults, route, options));
}
function withDefaults$2(oldDefaults, newDefaults) {
	const DEFAULTS2 = merge(oldDefaults, newDefaults);
	const endpoint2 = endpointWithDefaults.bind(null, DEFAULTS2);
	return Object.assign(endpoint2, {
		DEFAULTS: DEFAULTS2,
		defaults: withDefaults$2.bind(null, DEFAULTS2),
		merge: merge.bind(null, DEFAULTS2),
		parse: parse$1
	});
}
var DEFAULTS, urlVariableRegex, endpoint;
var init_dist_bundle$3 = __esmMin((() => {
	init_universal_user_agent();
	DEFAULTS = {
		method: "GET",
		baseUrl: "https://api.github.com",
		headers: {
			accept: "application/vnd.github.v3+json",
			"user-agent": `octokit-endpoint.js/0.0.0-development ${getUserAgent()}`
		},
		mediaType: { format: "" }
	};
	urlVariableRegex = /\{[^{}}]+\}/g;
	endpoint = withDefaults$2(null, DEFAULTS);
}));
// node_modules/content-type/dist/index.js
/*!
* content-type
* Copyright(c) 2015 Douglas Christopher Wilson
* MIT Licensed
*/
/**
* Parse a `Content-Type` header.
*/
function parse(header, options) {
	const stopFlags = SEMI_FLAG | (options?.comma === true ? COMMA_FLAG : 0);
	const len = header.length;
	let valueStart = options?.start ?? 0;
	while ((CHAR_MAP[header.charCodeAt(valueStart)] & OWS) !== 0) valueStart++;
	let index = valueStart;
	let typeFlags = 0;
	let whitespace = -1;
	let stop = options?.parameters === false ? COMMA_FLAG : 0;
	while (index < len) {
		const code = header.charCodeAt(index);
		const flags = CHAR_MAP[code];
		if ((flags & stopFlags) !== 0) {
			stop |= flags & COMMA_FLAG;
			break;
		}
		if ((flags & OWS) !== 0) {
			if (whitespace === -1) whitespace = index;
		} else whitespace = -1;
		typeFlags |= code & NON_ASCII | flags;
		index++;
	}
	const valueEnd = whitespace === -1 ? index : whitespace;
	const value = header.slice(valueStart, valueEnd);
	const type = (typeFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
	if (index === len || stop !== 0) return {
		type,
		index,
		parameters: new NullObject()
	};
	return parseParameters(header, type, index, len, stopFlags);
}
/**
* Parses the parameters of a `Content-Type` header starting at the given index.
*/
function parseParameters(header, type, index, len, stopFlags) {
	const parameters = new NullObject();
	parameter: while (index < len) {
		index++;
		while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) index++;
		const keyStart = index;
		let keyFlags = 0;
		let keyWhitespace = -1;
		while (index < len) {
			const code = header.charCodeAt(index);
			const flags = CHAR_MAP[code];
			if ((flags & stopFlags) !== 0) {
				if ((flags & COMMA_FLAG) !== 0) break parameter;
				continue parameter;
			}
			if (code === EQ) {
				const keyEnd = keyWhitespace === -1 ? index : keyWhitespace;
				const value = header.slice(keyStart, keyEnd);
				const key = (keyFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
				index++;
				while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) index++;
				if (index < len && header.charCodeAt(index) === DQUOTE) {
					const quotedStart = ++index;
					let escaped = false;
					while (index < len) {
						const code = header.charCodeAt(index);
						if (code === DQUOTE) {
							if (parameters[key] === void 0) parameters[key] = escaped ? unescapeQuotedPairs(header, quotedStart, index) : header.slice(quotedStart, index);
							index++;
							let stop = 0;
							while (index < len) {
								const code = header.charCodeAt(index);
								const flags = CHAR_MAP[code];
								if ((flags & stopFlags) !== 0) {
									stop = flags & COMMA_FLAG;
									break;
								}
								index++;
							}
							if (stop !== 0) break parameter;
							continue parameter;
						}
						if (code === BSLASH && index + 1 < len) {
							escaped = true;
							index += 2;
							continue;
						}
						index++;
					}
					continue parameter;
				}
				const valueStart = index;
				let stop = 0;
				let valueWhitespace = -1;
				while (index < len) {
					const code = header.charCodeAt(index);
					const flags = CHAR_MAP[code];
					if ((flags & stopFlags) !== 0) {
						stop = flags & COMMA_FLAG;
						break;
					}
					if ((flags & OWS) !== 0) {
						if (valueWhitespace === -1) valueWhitespace = index;
					} else valueWhitespace = -1;
					index++;
				}
				if (parameters[key] === void 0) {
					const valueEnd = valueWhitespace === -1 ? index : valueWhitespace;
					parameters[key] = header.slice(valueStart, valueEnd);
				}
				if (stop !== 0) break parameter;
				continue parameter;
			}
			if ((flags & OWS) !== 0) {
				if (keyWhitespace === -1) keyWhitespace = index;
			} else keyWhitespace = -1;
			keyFlags |= code & NON_ASCII | flags;
			index++;
		}
	}
	return {
		type,
		index,
		parameters
	};
}
/**
* Remove backslashes from quoted pairs in a known-terminated quoted string body.
*/
function unescapeQuotedPairs(str, start, end) {
	let result = "";
	for (let index = start; index < end; index++) if (str.charCodeAt(index) === BSLASH) {
		result += str.slice(start, index);
		start = ++index;
	}
	return result + str.slice(start, end);
}
var SP, HTAB, SEMI, EQ, DQUOTE, BSLASH, COMMA, LOWER_CASE, OWS, SEMI_FLAG, COMMA_FLAG, TOKEN_FLAG, NON_ASCII, CASE_FLAGS, CHAR_MAP, NullObject;
var init_dist = __esmMin((() => {
	SP = 32;
	HTAB = 9;
	SEMI = 59;
	EQ = 61;
	DQUOTE = 34;
	BSLASH = 92;
	COMMA = 44;
	LOWER_CASE = 1;
	OWS = 2;
	SEMI_FLAG = 4;
	COMMA_FLAG = 8;
	TOKEN_FLAG = 16;
	NON_ASCII = 65280;
	CASE_FLAGS = 65281;
	CHAR_MAP = /* @__PURE__ */ new Uint8Array(256);
	CHAR_MAP[HTAB] |= OWS;
	CHAR_MAP[SP] |= OWS;
	CHAR_MAP[SEMI] |= SEMI_FLAG;
	CHAR_MAP[COMMA] |= COMMA_FLAG;
	for (let code = 128; code <= 255; code++) CHAR_MAP[code] |= LOWER_CASE;
	for (const char of "!#$%&'*+-.^_`|~") CHAR_MAP[char.charCodeAt(0)] |= TOKEN_FLAG;
	for (let code = 48; code <= 57; code++) CHAR_MAP[code] |= TOKEN_FLAG;
	for (let code = 65; code <= 90; code++) CHAR_MAP[code] |= 17;
	for (let code = 97; code <= 122; code++) CHAR_MAP[code] |= TOKEN_FLAG;
	NullObject = /* @__PURE__ */ (() => {
		const C = function() {};
		C.prototype = Object.create(null);
		return C;
	})();
}));
// node_modules/json-with-bigint/json-with-bigint.js
var intRegex, noiseValue, originalStringify, originalParse, customFormat, bigIntsStringify, noiseStringify, isUnstringifiable, isRawJSON, stringifyIteratively, JSONStringify, featureCache, isContextSourceSupported, convertMarkedBigIntsReviver, JSONParseV2, MAX_INT, MAX_DIGITS, stringsOrLargeNumbers, noiseValueWithQuotes, applyReviverIteratively, serializeBigInts, JSONParse;
var init_json_with_bigint = __esmMin((() => {
	intRegex = /^-?\d+$/;
	noiseValue = /^-?\d+n+$/;
	originalStringify = JSON.stringify;
	originalParse = JSON.parse;
	customFormat = /^-?\d+n$/;
	bigIntsStringify = /([\[:])?"(-?\d+)n"($|\s*[,\}\]])/g;
	noiseStringify = /([\[:])?("-?\d+n+)n("$|"\s*[,\}\]])/g;
	isUnstringifiable = (val) => val === void 0 || typeof val === "function" || typeof val === "symbol";
	isRawJSON = (val) => val !== null && typeof val === "object" && val.constructor && val.constructor.name === "RawJSON";
	stringifyIteratively = (rootValue, replacer, spaceParam) => {
		let space = "";
		if (typeof spaceParam === "number") space = " ".repeat(Math.min(10, Math.max(0, Math.floor(spaceParam))));
		else if (typeof spaceParam === "string") space = spaceParam.slice(0, 10);
		const isFunctionReplacer = typeof replacer === "function";
		const propertyList = Array.isArray(replacer) ? new Set(replacer.map(String)) : null;
		/**
		* Prepares a value for stringification by resolving toJSON, handling BigInts,
		* applying custom replacers, and unwrapping primitive objects.
		*
		* @param {object|Array} parent The parent object or array holding the value.
		* @param {string} key The key associated with the value.
		* @param {any} val The raw value to process.
		* @returns {any} The processed value ready for stringification.
		*/
		const prepareVal = (parent, key, val) => {
			if (val !== null && typeof val === "object" && typeof val.toJSON === "function") val = val.toJSON(key);
			if (typeof val === "string" && noiseValue.test(val)) return val + "n";
			if (typeof val === "bigint") {
				if ("rawJSON" in JSON) return JSON.rawJSON(val.toString());
				return val.toString() + "n";
			}
			if (isFunctionReplacer) val = replacer.call(parent, key, val);
			if (val !== null && typeof val === "object") {
				if (val instanceof Number || val instanceof String || val instanceof Boolean) val = val.valueOf();
			}
			return val;
		};
		const rootProcessed = prepareVal({ "": rootValue }, "", rootValue);
		if (isUnstringifiable(rootProcessed)) return;
		const isRootPrimitive = rootProcessed === null || typeof rootProcessed !== "object";
		const isRootNativeRawJSON = isRawJSON(rootProcessed);
		if (isRootPrimitive || isRootNativeRawJSON) return originalStringify(rootProcessed);
		const chunks = [];
		let level = 0;
		const stack = [{
			parent: { "": rootProcessed },
			key: "",
			val: rootProcessed,
			isArray: Array.isArray(rootProcessed),
			keys: Array.isArray(rootProcessed) ? null : Object.keys(rootProcessed),
			index: 0,
			first: true
		}];
		const visited = new WeakSet([rootProcessed]);
		while (stack.length > 0) {
			const node = stack[stack.length - 1];
			if (node.index === 0) {
				chunks.push(node.isArray ? "[" : "{");
				level++;
			}
			let isDone = false;
			if (node.isArray) {
				if (node.index < node.val.length) {
					if (!node.first) chunks.push(",");
					if (space) chunks.push("\n" + space.repeat(level));
					const childRaw = node.val[node.index];
					const childVal = prepareVal(node.val, String(node.index), childRaw);
					if (isUnstringifiable(childVal)) {
						chunks.push("null");
						node.first = false;
						node.index++;
					} else {
						const isComplexObject = childVal !== null && typeof childVal === "object";
						const isNativeRaw = isRawJSON(childVal);
						if (isComplexObject && !isNativeRaw) {
							if (visited.has(childVal)) throw new TypeError("Converting circular structure to JSON");
							visited.add(childVal);
							stack.push({
								parent: node.val,
								key: String(node.index),
								val: childVal,
								isArray: Array.isArray(childVal),
								keys: Array.isArray(childVal) ? null : Object.keys(childVal),
								index: 0,
								first: true
							});
							node.first = false;
							node.index++;
						} else {
							chunks.push(originalStringify(childVal));
							node.first = false;
							node.index++;
						}
					}
				} else isDone = true;
			} else {
				while (node.index < node.keys.length) {
					const k = node.keys[node.index++];
					if (propertyList && !propertyList.has(k)) continue;
					const childRaw = node.val[k];
					const childVal = prepareVal(node.val, k, childRaw);
					if (isUnstringifiable(childVal)) continue;
					if (!node.first) chunks.push(",");
					if (space) chunks.push("\n" + space.repeat(level) + originalStringify(k) + ": ");
					else chunks.push(originalStringify(k) + ":");
					const isComplexObject = childVal !== null && typeof childVal === "object";
					const isNativeRaw = isRawJSON(childVal);
					if (isComplexObject && !isNativeRaw) {
						if (visited.has(childVal)) throw new TypeError("Converting circular structure to JSON");
						visited.add(childVal);
						stack.push({
							parent: node.val,
							key: k,
							val: childVal,
							isArray: Array.isArray(childVal),
							keys: Array.isArray(childVal) ? null : Object.keys(childVal),
							index: 0,
							first: true
						});
						node.first = false;
						break;
					} else {
						chunks.push(originalStringify(childVal));
						node.first = false;
					}
				}
				if (node.index >= node.keys.length && stack[stack.length - 1] === node) isDone = true;
			}
			if (isDone) {
				level--;
				if (!node.first && space) chunks.push("\n" + space.repeat(level));
				chunks.push(node.isArray ? "]" : "}");
				visited.delete(node.val);
				stack.pop();
			}
		}
		return chunks.join("");
	};
	JSONStringify = (value, replacer, space) => {
		try {
			if ("rawJSON" in JSON) return originalStringify(value, (key, val) => {
				if (typeof val === "bigint") return JSON.rawJSON(val.toString());
				if (typeof replacer === "function") return replacer(key, val);
				if (Array.isArray(replacer) && replacer.includes(key)) return val;
				return val;
			}, space);
			if (!value) return originalStringify(value, replacer, space);
			return originalStringify(value, (key, val) => {
				if (typeof val === "string" && noiseValue.test(val)) return val.toString() + "n";
				if (typeof val === "bigint") return val.toString() + "n";
				if (typeof replacer === "function") return replacer(key, val);
				if (Array.isArray(replacer) && replacer.includes(key)) return val;
				return val;
			}, space).replace(bigIntsStringify, "$1$2$3").replace(noiseStringify, "$1$2$3");
		} catch (error) {
			if (error instanceof RangeError) {
				const convertedJSON = stringifyIteratively(value, replacer, space);
				if (convertedJSON === void 0) return void 0;
				if ("rawJSON" in JSON) return convertedJSON;
				return convertedJSON.replace(bigIntsStringify, "$1$2$3").replace(noiseStringify, "$1$2$3");
			}
			throw error;
		}
	};
	featureCache = /* @__PURE__ */ new Map();
	isContextSourceSupported = () => {
		const parseFingerprint = JSON.parse.toString();
		if (featureCache.has(parseFingerprint)) return featureCache.get(parseFingerprint);
		try {
			const result = JSON.parse("1", (_, __, context) => !!context?.source && context.source === "1");
			featureCache.set(parseFingerprint, result);
			return result;
		} catch {
			featureCache.set(parseFingerprint, false);
			return false;
		}
	};
	convertMarkedBigIntsReviver = (key, value, context, userReviver) => {
		if (typeof value === "string" && customFormat.test(value)) return BigInt(value.slice(0, -1));
		if (typeof value === "string" && noiseValue.test(value)) return value.slice(0, -1);
		if (!(typeof userReviver === "function")) return value;
		return userReviver(key, value, context);
	};
	JSONParseV2 = (text, reviver) => {
		return JSON.parse(text, (key, value, context) => {
			const isBigNumber = typeof value === "number" && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER);
			const isInt = context && intRegex.test(context.source);
			if (isBigNumber && isInt) return BigInt(context.source);
			if (!(typeof reviver === "function")) return value;
			return reviver(key, value, context);
		});
	};
	MAX_INT = Number.MAX_SAFE_INTEGER.toString();
	MAX_DIGITS = MAX_INT.length;
	stringsOrLargeNumbers = /"(?:[^"\\]|\\.)*"|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/g;
	noiseValueWithQuotes = /^"-?\d+n+"$/;
	applyReviverIteratively = (parsed, userReviver) => {
		const rootHolder = { "": parsed };
		const stack = [{
			parent: rootHolder,
			key: "",
			visited: false
		}];
		while (stack.length > 0) {
			const node = stack[stack.length - 1];
			if (!node.visited) {
				node.visited = true;
				const value = node.parent[node.key];
				if (value !== null && typeof value === "object") {
					const keys = Object.keys(value);
					for (let i = keys.length - 1; i >= 0; i--) stack.push({
						parent: value,
						key: keys[i],
						visited: false
					});
				}
			} else {
				const { parent, key } = node;
				let value = parent[key];
				if (typeof value === "string") {
					if (customFormat.test(value)) value = BigInt(value.slice(0, -1));
					else if (noiseValue.test(value)) value = value.slice(0, -1);
				}
				if (typeof userReviver === "function") value = userReviver.call(parent, key, value);
				if (value === void 0) delete parent[key];
				else parent[key] = value;
				stack.pop();
			}
		}
		return rootHolder[""];
	};
	serializeBigInts = (text) => {
		return text.replace(stringsOrLargeNumbers, (match, digits, fractional, exponential) => {
			const isString = match[0] === "\"";
			if (isString && noiseValueWithQuotes.test(match)) return match.substring(0, match.length - 1) + "n\"";
			const hasFractionalOrExponential = fractional || exponential;
			const isLessThanMaxSafeInt = digits && (digits.length < MAX_DIGITS || digits.length === MAX_DIGITS && digits <= MAX_INT);
			if (isString || hasFractionalOrExponential || isLessThanMaxSafeInt) return match;
			return "\"" + match + "n\"";
		});
	};
	JSONParse = (text, reviver) => {
		if (!text) return originalParse(text, reviver);
		try {
			if (isContextSourceSupported()) return JSONParseV2(text, reviver);
			const serializedData = serializeBigInts(text);
			return originalParse(serializedData, (key, value, context) => convertMarkedBigIntsReviver(key, value, context, reviver));
		} catch (error) {
			if (error instanceof RangeError) {
				const serializedData = serializeBigInts(text);
				const parsed = originalParse(serializedData);
				return applyReviverIteratively(parsed, reviver);
			}
			throw error;
		}
	};
}));
// node_modules/@octokit/request-error/dist-src/index.js
var RequestError;
var init_dist_src$1 = __esmMin((() => {
	RequestError = class extends Error {
		name;
		/**
		* http status code
		*/
		status;
		/**
		* Request options that lead to the error.
		*/
		request;
		/**
		* Response object if a response was received
		*/
		response;
		constructor(message, statusCode, options) {
			super(message, { cause: options.cause });
			this.name = "HttpError";
			this.status = Number.parseInt(statusCode);
			if (Number.isNaN(this.status)) this.status = 0;
			/* v8 ignore else -- @preserve -- Bug with vitest coverage where it sees an else branch that doesn't exist */
			if ("response" in options) this.response = options.response;
			const requestCopy = Object.assign({}, options.request);
			if (options.request.headers.authorization) requestCopy.headers = Object.assign({}, options.request.headers, { authorization: options.request.headers.authorization.replace(/(?<! ) .*$/, " [REDACTED]") });
			requestCopy.url = requestCopy.url.replace(/\bclient_secret=\w+/g, "client_secret=[REDACTED]").replace(/\baccess_token=\w+/g, "access_token=[REDACTED]");
			this.request = requestCopy;
		}
	};
}));
// node_modules/@octokit/request/dist-bundle/index.js
function isPlainObject(value) {
	if (typeof value !== "object" || value === null) return false;
	if (Object.prototype.toString.call(value) !== "[object Object]") return false;
	const proto = Object.getPrototypeOf(value);
	if (proto === null) return true;
	const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
	return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}
async function fetchWrapper(requestOptions) {
	const fetch = requestOptions.request?.fetch || globalThis.fetch;
	if (!fetch) throw new Error("fetch is not set. Please pass a fetch implementation as new Octokit({ request: { fetch }}). Learn more at https://github.com/octokit/octokit.js/#fetch-missing");
	const log = requestOptions.request?.log || console;
	const parseSuccessResponseBody = requestOptions.request?.parseSuccessResponseBody !== false;
	const body = isPlainObject(requestOptions.body) || Array.isArray(requestOptions.body) ? JSONStringify(requestOptions.body) : requestOptions.body;
	const requestHeaders = Object.fromEntries(Object.entries(requestOptions.headers).map(([name, value]) => [name, String(value)]));
	let fetchResponse;
	try {
		fetchResponse = await fetch(requestOptions.url, {
			method: requestOptions.method,
			body,
			redirect: requestOptions.request?.redirect,
			headers: requestHeaders,
			signal: requestOptions.request?.signal,
			...requestOptions.body && { duplex: "half" }
		});
	} catch (error) {
		let message = "Unknown Error";
		if (error instanceof Error) {
			if (error.name === "AbortError") {
				error.status = 500;
				throw error;
			}
			message = error.message;
			if (error.name === "TypeError" && "cause" in error) {
				if (error.cause instanceof Error) message = error.cause.message;
				else if (typeof error.cause === "string") message = error.cause;
			}
		}
		const requestError = new RequestError(message, 500, { request: requestOptions });
		requestError.cause = error;
		throw requestError;
	}
	const status = fetchResponse.status;
	const url = fetchResponse.url;
	const responseHeaders = {};
	for (const [key, value] of fetchResponse.headers) responseHeaders[key] = value;
	const octokitResponse = {
		url,
		status,
		headers: responseHeaders,
		data: ""
	};
	if ("deprecation" in responseHeaders) {
		const matches = responseHeaders.link && responseHeaders.link.match(/<([^<>]+)>; rel="deprecation"/);
		const deprecationLink = matches && matches.pop();
		log.warn(`[@octokit/request] "${requestOptions.method} ${requestOptions.url}" is deprecated. It is scheduled to be removed on ${responseHeaders.sunset}${deprecationLink ? `. See ${deprecationLink}` : ""}`);
	}
	if (status === 204 || status === 205) return octokitResponse;
	if (requestOptions.method === "HEAD") {
		if (status < 400) return octokitResponse;
		throw new RequestError(fetchResponse.statusText, status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	if (status === 304) {
		octokitResponse.data = await getResponseData(fetchResponse);
		throw new RequestError("Not modified", status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	if (status >= 400) {
		octokitResponse.data = await getResponseData(fetchResponse);
		throw new RequestError(toErrorMessage(octokitResponse.data), status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	octokitResponse.data = parseSuccessResponseBody ? await getResponseData(fetchResponse) : fetchResponse.body;
	return octokitResponse;
}
async function getResponseData(response) {
	const contentType = response.headers.get("content-type");
	if (!contentType) return response.text().catch(noop$1);
	const mimetype = parse(contentType);
	if (isJSONResponse(mimetype)) {
		let text = "";
		try {
			text = await response.text();
			return JSONParse(text);
		} catch (err) {
			return text;
		}
	} else if (mimetype.type.startsWith("text/") || mimetype.parameters.charset?.toLowerCase() === "utf-8" && mimetype.type !== "application/octet-stream") return response.text().catch(noop$1);
	else return response.arrayBuffer().catch(
		/* v8 ignore next -- @preserve */
		() => /* @__PURE__ */ new ArrayBuffer(0)
	);
}
function isJSONResponse(mimetype) {
	return mimetype.type === "application/json" || mimetype.type === "application/scim+json";
}
function toErrorMessage(data) {
	if (typeof data === "string") return data;
	if (data instanceof ArrayBuffer) return "Unknown error";
	if (typeof data === "object" && data !== null && "message" in data) {
		const objectData = data;
		const suffix = "documentation_url" in objectData ? ` - ${objectData.documentation_url}` : "";
		return Array.isArray(objectData.errors) ? `${objectData.message}: ${objectData.errors.map((v) => JSON.stringify(v)).join(", ")}${suffix}` : `${objectData.message}${suffix}`;
	}
	return `Unknown error: ${JSON.stringify(data)}`;
}
function withDefaults$1(oldEndpoint, newDefaults) {
	const endpoint2 = oldEndpoint.defaults(newDefaults);
	const newApi = function(route, parameters) {
		const endpointOptions = endpoint2.merge(route, parameters);
		if (!endpointOptions.request || !endpointOptions.request.hook) return fetchWrapper(endpoint2.parse(endpointOptions));
		const request2 = (route2, parameters2) => {
			return fetchWrapper(endpoint2.parse(endpoint2.merge(route2, parameters2)));
		};
		Object.assign(request2, {
			endpoint: endpoint2,
			defaults: withDefaults$1.bind(null, endpoint2)
		});
		return endpointOptions.request.hook(request2, endpointOptions);
	};
	return Object.assign(newApi, {
		endpoint: endpoint2,
		defaults: withDefaults$1.bind(null, endpoint2)
	});
}
var defaults_default, noop$1, request$1;
var init_dist_bundle$2 = __esmMin((() => {
	init_dist_bundle$3();
	init_universal_user_agent();
	init_dist();
	init_json_with_bigint();
	init_dist_src$1();
	defaults_default = { headers: { "user-agent": `octokit-request.js/10.0.16 ${getUserAgent()}` } };
	noop$1 = () => "";
	request$1 = withDefaults$1(endpoint, defaults_default);
}));
/* v8 ignore next -- @preserve */
/* v8 ignore else -- @preserve */
// node_modules/@octokit/graphql/dist-bundle/index.js
function _buildMessageForResponseErrors(data) {
	return `Request failed due to following response errors:
` + data.errors.map((e) => ` - ${e.message}`).join("\n");
}
function graphql(request2, query, options) {
	if (options) {
		if (typeof query === "string" && "query" in options) return Promise.reject(/* @__PURE__ */ new Error(`[@octokit/graphql] "query" cannot be used as variable name`));
		for (const key in options) {
			if (!FORBIDDEN_VARIABLE_OPTIONS.includes(key)) continue;
			return Promise.reject(/* @__PURE__ */ new Error(`[@octokit/graphql] "${key}" cannot be used as variable name`));
		}
	}
	const parsedOptions = typeof query === "string" ? Object.assign({ query }, options) : query;
	const requestOptions = Object.keys(parsedOptions).reduce((result, key) => {
		if (NON_VARIABLE_OPTIONS.includes(key)) {
			result[key] = parsedOptions[key];
			return result;
		}
		if (!result.variables) result.variables = {};
		result.variables[key] = parsedOptions[key];
		return result;
	}, {});
	const baseUrl = parsedOptions.baseUrl || request2.endpoint.DEFAULTS.baseUrl;
	if (GHES_V3_SUFFIX_REGEX.test(baseUrl)) requestOptions.url = baseUrl.replace(GHES_V3_SUFFIX_REGEX, "/api/graphql");
	return request2(requestOptions).then((response) => {
		if (response.data.errors) {
			const headers = {};
			for (const key of Object.keys(response.headers)) headers[key] = response.headers[key];
			throw new GraphqlResponseError(requestOptions, headers, response.data);
		}
		return response.data.data;
	});
}
function withDefaults(request2, newDefaults) {
	const newRequest = request2.defaults(newDefaults);
	const newApi = (query, options) => {
		return graphql(newRequest, query, options);
	};
	return Object.assign(newApi, {
		defaults: withDefaults.bind(null, newRequest),
		endpoint: newRequest.endpoint
	});
}
function withCustomRequest(customRequest) {
	return withDefaults(customRequest, {
		method: "POST",
		url: "/graphql"
	});
}
var VERSION$1, GraphqlResponseError, NON_VARIABLE_OPTIONS, FORBIDDEN_VARIABLE_OPTIONS, GHES_V3_SUFFIX_REGEX;
var init_dist_bundle$1 = __esmMin((() => {
	init_dist_bundle$2();
	init_universal_user_agent();
	VERSION$1 = "0.0.0-development";
	GraphqlResponseError = class extends Error {
		constructor(request2, headers, response) {
			super(_buildMessageForResponseErrors(response));
			this.request = request2;
			this.headers = headers;
			this.response = response;
			this.errors = response.errors;
			this.data = response.data;
			if (Error.captureStackTrace) Error.captureStackTrace(this, this.constructor);
		}
		request;
		headers;
		response;
		name = "GraphqlResponseError";
		errors;
		data;
	};
	NON_VARIABLE_OPTIONS = [
		"method",
		"baseUrl",
		"url",
		"headers",
		"request",
		"query",
		"mediaType",
		"operationName"
	];
	FORBIDDEN_VARIABLE_OPTIONS = [
		"query",
		"method",
		"url"
	];
	GHES_V3_SUFFIX_REGEX = /\/api\/v3\/?$/;
	withDefaults(request$1, {
		headers: { "user-agent": `octokit-graphql.js/${VERSION$1} ${getUserAgent()}` },
		method: "POST",
		url: "/graphql"
	});
}));
/* v8 ignore if -- @preserve */
// node_modules/@octokit/auth-token/dist-bundle/index.js
async function auth(token) {
	const isApp = isJWT(token);
	const isInstallation = token.startsWith("v1.") || token.startsWith("ghs_");
	const isUserToServer = token.startsWith("ghu_");
	return {
		type: "token",
		token,
		tokenType: isApp ? "app" : isInstallation ? "installation" : isUserToServer ? "user-to-server" : "oauth"
	};
}
function withAuthorizationPrefix(token) {
	if (token.split(/\./).length === 3) return `bearer ${token}`;
	return `token ${token}`;
}
async function hook(token, request, route, parameters) {
	const endpoint = request.endpoint.merge(route, parameters);
	endpoint.headers.authorization = withAuthorizationPrefix(token);
	return request(endpoint);
}
var b64url, sep, jwtRE, isJWT, createTokenAuth;
var init_dist_bundle = __esmMin((() => {
	b64url = "(?:[a-zA-Z0-9_-]+)";
	sep = "\\.";
	jwtRE = new RegExp(`^${b64url}${sep}${b64url}${sep}${b64url}$`);
	isJWT = jwtRE.test.bind(jwtRE);
	createTokenAuth = function createTokenAuth2(token) {
		if (!token) throw new Error("[@octokit/auth-token] No token passed to createTokenAuth");
		if (typeof token !== "string") throw new Error("[@octokit/auth-token] Token passed to createTokenAuth is not a string");
		token = token.replace(/^(token|bearer) +/i, "");
		return Object.assign(auth.bind(null, token), { hook: hook.bind(null, token) });
	};
}));
// node_modules/@octokit/core/dist-src/version.js
var VERSION;
var init_version = __esmMin((() => {
	VERSION = "7.0.8";
}));
// node_modules/@octokit/core/dist-src/index.js
function createLogger(logger = {}) {
	if (typeof logger.debug !== "function") logger.debug = noop;
	if (typeof logger.info !== "function") logger.info = noop;
	if (typeof logger.warn !== "function") logger.warn = consoleWarn;
	if (typeof logger.error !== "function") logger.error = consoleError;
	return logger;
}
var noop, consoleWarn, consoleError, userAgentTrail, Octokit;
var init_dist_src = __esmMin((() => {
	init_universal_user_agent();
	init_before_after_hook();
	init_dist_bundle$2();
	init_dist_bundle$1();
	init_dist_bundle();
	init_version();
	noop = () => {};
	consoleWarn = console.warn.bind(console);
	consoleError = console.error.bind(console);
	userAgentTrail = `octokit-core.js/${VERSION} ${getUserAgent()}`;
	Octokit = class {
		static VERSION = VERSION;
		static defaults(defaults) {
			const OctokitWithDefaults = class extends this {
				constructor(...args) {
					const options = args[0] || {};
					if (typeof defaults === "function") {
						super(defaults(options));
						return;
					}
					super(Object.assign({}, defaults, options, options.userAgent && defaults.userAgent ? { userAgent: `${options.userAgent} ${defaults.userAgent}` } : null));
				}
			};
			return OctokitWithDefaults;
		}
		static plugins = [];
		/**
		* Attach a plugin (or many) to your Octokit instance.
		*
		* @example
		* const API = Octokit.plugin(plugin1, plugin2, plugin3, ...)
		*/
		static plugin(...newPlugins) {
			const currentPlugins = this.plugins;
			const NewOctokit = class extends this {
				static plugins = currentPlugins.concat(newPlugins.filter((plugin) => !currentPlugins.includes(plugin)));
			};
			return NewOctokit;
		}
		constructor(options = {}) {
			const hook = new before_after_hook_default.Collection();
			const requestDefaults = {
				baseUrl: request$1.endpoint.DEFAULTS.baseUrl,
				headers: {},
				request: Object.assign({}, options.request, { hook: hook.bind(null, "request") }),
				mediaType: {
					previews: [],
					format: ""
				}
			};
			requestDefaults.headers["user-agent"] = options.userAgent ? `${options.userAgent} ${userAgentTrail}` : userAgentTrail;
			if (options.baseUrl) requestDefaults.baseUrl = options.baseUrl;
			if (options.previews) requestDefaults.mediaType.previews = options.previews;
			if (options.timeZone) requestDefaults.headers["time-zone"] = options.timeZone;
			this.request = request$1.defaults(requestDefaults);
			this.graphql = withCustomRequest(this.request).defaults(requestDefaults);
			this.log = createLogger(options.log);
			this.hook = hook;
			if (!options.authStrategy) {
				if (!options.auth) this.auth = async () => ({ type: "unauthenticated" });
				else {
					const auth = createTokenAuth(options.auth);
					hook.wrap("request", auth.hook);
					this.auth = auth;
				}
			} else {
				const { authStrategy, ...otherOptions } = options;
				const auth = authStrategy(Object.assign({
					request: this.request,
					log: this.log,
					octokit: this,
					octokitOptions: otherOptions
				}, options.auth));
				hook.wrap("request", auth.hook);
				this.auth = auth;
			}
			const classConstructor = this.constructor;
			for (let i = 0; i < classConstructor.plugins.length; ++i) Object.assign(this, classConstructor.plugins[i](this, options));
		}
		request;
		graphql;
		log;
		hook;
		auth;
	};
}));
// src/host/api.ts
/**
* Reads are repeated after a fault. Writes never are: the answer may have been lost after the host did its part, so
* whoever writes looks before it writes again. Where the host names a time to wait, both wait for it, once.
*/
function openApi(options) {
	const octokit = new Octokit({
		baseUrl: options.baseUrl,
		...options.token !== null && { auth: options.token },
		userAgent: "wholly",
		log: {
			debug: () => void 0,
			info: () => void 0,
			warn: () => void 0,
			error: () => void 0
		}
	});
	let sent = 0;
	return {
		get sent() {
			return sent;
		},
		async request(route, parameters = {}) {
			const isRead = route.startsWith("GET ");
			let waited = false;
			for (let attempt = 1;; attempt += 1) {
				sent += 1;
				try {
					const { status, data } = await octokit.request(route, {
						...parameters,
						request: { signal: AbortSignal.timeout(TIMEOUT_MS) }
					});
					return {
						status,
						data
					};
				} catch (error) {
					const seconds = secondsToWait(error);
					if (seconds !== null && seconds <= LONGEST_WAIT_SECONDS && !waited) {
						waited = true;
						await setTimeout$1(seconds * 1e3);
					} else if (isRead && isFault(error) && attempt < READ_ATTEMPTS) await setTimeout$1(200 * attempt);
					else throw error;
				}
			}
		}
	};
}
function statusOf(error) {
	return error instanceof RequestError ? error.status : null;
}
/** No answer, or one that says nothing about the request itself: what was asked may have happened or not. */
function isFault(error) {
	const status = statusOf(error);
	if (status === null) return error instanceof Error && error.name !== "ZodError";
	return status >= 500 || error instanceof RequestError && error.response === void 0;
}
/** https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately */
function secondsToWait(error) {
	if (!(error instanceof RequestError) || error.status !== 403 && error.status !== 429) return null;
	const headers = error.response?.headers ?? {};
	const after = Number(headers["retry-after"]);
	if (Number.isFinite(after)) return after;
	if (headers["x-ratelimit-remaining"] !== "0") return null;
	const reset = Number(headers["x-ratelimit-reset"]);
	return Number.isFinite(reset) ? Math.max(0, Math.ceil(reset - Date.now() / 1e3)) : null;
}
var LONGEST_WAIT_SECONDS, READ_ATTEMPTS, TIMEOUT_MS;
var init_api = __esmMin((() => {
	init_promises();
	init_dist_src();
	init_dist_src$1();
	LONGEST_WAIT_SECONDS = 60;
	READ_ATTEMPTS = 3;
	TIMEOUT_MS = 3e4;
}));
// node_modules/yaml/dist/nodes/identity.js
var require_identity = /* @__PURE__ */ __commonJSMin(((exports) => {
	const ALIAS = Symbol.for("yaml.alias");
	const DOC = Symbol.for("yaml.document");
	const MAP = Symbol.for("yaml.map");
	const PAIR = Symbol.for("yaml.pair");
	const SCALAR = Symbol.for("yaml.scalar");
	const SEQ = Symbol.for("yaml.seq");
	const NODE_TYPE = Symbol.for("yaml.node.type");
	const isAlias = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === ALIAS;
	const isDocument = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === DOC;
	const isMap = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === MAP;
	const isPair = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === PAIR;
	const isScalar = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SCALAR;
	const isSeq = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SEQ;
	function isCollection(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case MAP:
			case SEQ: return true;
		}
		return false;
	}
	function isNode(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case ALIAS:
			case MAP:
			case SCALAR:
			case SEQ: return true;
		}
		return false;
	}
	const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;
	exports.ALIAS = ALIAS;
	exports.DOC = DOC;
	exports.MAP = MAP;
	exports.NODE_TYPE = NODE_TYPE;
	exports.PAIR = PAIR;
	exports.SCALAR = SCALAR;
	exports.SEQ = SEQ;
	exports.hasAnchor = hasAnchor;
	exports.isAlias = isAlias;
	exports.isCollection = isCollection;
	exports.isDocument = isDocument;
	exports.isMap = isMap;
	exports.isNode = isNode;
	exports.isPair = isPair;
	exports.isScalar = isScalar;
	exports.isSeq = isSeq;
}));
// node_modules/yaml/dist/visit.js
var require_visit = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove node");
	/**
	* Apply a visitor to an AST node or document.
	*
	* Walks through the tree (depth-first) starting from `node`, calling a
	* `visitor` function with three arguments:
	*   - `key`: For sequence values and map `Pair`, the node's index in the
	*     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
	*     `null` for the root node.
	*   - `node`: The current node.
	*   - `path`: The ancestry of the current node.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this node, continue with next
	*     sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current node, then continue with the next one
	*   - `Node`: Replace the current node, then continue by visiting it
	*   - `number`: While iterating the items of a sequence or map, set the index
	*     of the next step. This is useful especially if the index of the current
	*     node has changed.
	*
	* If `visitor` is a single function, it will be called with all values
	* encountered in the tree, including e.g. `null` values. Alternatively,
	* separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
	* `Alias` and `Scalar` node. To define the same visitor function for more than
	* one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
	* and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
	* specific defined one will be used for each node.
	*/
	function visit(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (visit_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else visit_(null, node, visitor_, Object.freeze([]));
	}
	/** Terminate visit traversal completely */
	visit.BREAK = BREAK;
	/** Do not visit the children of the current node */
	visit.SKIP = SKIP;
	/** Remove the current node */
	visit.REMOVE = REMOVE;
	function visit_(key, node, visitor, path) {
		const ctrl = callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visit_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = visit_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = visit_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = visit_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	/**
	* Apply an async visitor to an AST node or document.
	*
	* Walks through the tree (depth-first) starting from `node`, calling a
	* `visitor` function with three arguments:
	*   - `key`: For sequence values and map `Pair`, the node's index in the
	*     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
	*     `null` for the root node.
	*   - `node`: The current node.
	*   - `path`: The ancestry of the current node.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `Promise`: Must resolve to one of the following values
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this node, continue with next
	*     sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current node, then continue with the next one
	*   - `Node`: Replace the current node, then continue by visiting it
	*   - `number`: While iterating the items of a sequence or map, set the index
	*     of the next step. This is useful especially if the index of the current
	*     node has changed.
	*
	* If `visitor` is a single function, it will be called with all values
	* encountered in the tree, including e.g. `null` values. Alternatively,
	* separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
	* `Alias` and `Scalar` node. To define the same visitor function for more than
	* one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
	* and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
	* specific defined one will be used for each node.
	*/
	async function visitAsync(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (await visitAsync_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else await visitAsync_(null, node, visitor_, Object.freeze([]));
	}
	/** Terminate visit traversal completely */
	visitAsync.BREAK = BREAK;
	/** Do not visit the children of the current node */
	visitAsync.SKIP = SKIP;
	/** Remove the current node */
	visitAsync.REMOVE = REMOVE;
	async function visitAsync_(key, node, visitor, path) {
		const ctrl = await callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visitAsync_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = await visitAsync_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = await visitAsync_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = await visitAsync_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	function initVisitor(visitor) {
		if (typeof visitor === "object" && (visitor.Collection || visitor.Node || visitor.Value)) return Object.assign({
			Alias: visitor.Node,
			Map: visitor.Node,
			Scalar: visitor.Node,
			Seq: visitor.Node
		}, visitor.Value && {
			Map: visitor.Value,
			Scalar: visitor.Value,
			Seq: visitor.Value
		}, visitor.Collection && {
			Map: visitor.Collection,
			Seq: visitor.Collection
		}, visitor);
		return visitor;
	}
	function callVisitor(key, node, visitor, path) {
		if (typeof visitor === "function") return visitor(key, node, path);
		if (identity.isMap(node)) return visitor.Map?.(key, node, path);
		if (identity.isSeq(node)) return visitor.Seq?.(key, node, path);
		if (identity.isPair(node)) return visitor.Pair?.(key, node, path);
		if (identity.isScalar(node)) return visitor.Scalar?.(key, node, path);
		if (identity.isAlias(node)) return visitor.Alias?.(key, node, path);
	}
	function replaceNode(key, path, node) {
		const parent = path[path.length - 1];
		if (identity.isCollection(parent)) parent.items[key] = node;
		else if (identity.isPair(parent)) {
			if (key === "key") parent.key = node;
			else parent.value = node;
		} else if (identity.isDocument(parent)) parent.contents = node;
		else {
			const pt = identity.isAlias(parent) ? "alias" : "scalar";
			throw new Error(`Cannot replace node with ${pt} parent`);
		}
	}
	exports.visit = visit;
	exports.visitAsync = visitAsync;
}));
// node_modules/yaml/dist/doc/directives.js
var require_directives = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	const escapeChars = {
		"!": "%21",
		",": "%2C",
		"[": "%5B",
		"]": "%5D",
		"{": "%7B",
		"}": "%7D"
	};
	const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, (ch) => escapeChars[ch]);
	var Directives = class Directives {
		constructor(yaml, tags) {
			/**
			* The directives-end/doc-start marker `---`. If `null`, a marker may still be
			* included in the document's stringified representation.
			*/
			this.docStart = null;
			/** The doc-end marker `...`.  */
			this.docEnd = false;
			this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
			this.tags = Object.assign({}, Directives.defaultTags, tags);
		}
		clone() {
			const copy = new Directives(this.yaml, this.tags);
			copy.docStart = this.docStart;
			return copy;
		}
		/**
		* During parsing, get a Directives instance for the current document and
		* update the stream state according to the current version's spec.
		*/
		atDocument() {
			const res = new Directives(this.yaml, this.tags);
			switch (this.yaml.version) {
				case "1.1":
					this.atNextDocument = true;
					break;
				case "1.2":
					this.atNextDocument = false;
					this.yaml = {
						explicit: Directives.defaultYaml.explicit,
						version: "1.2"
					};
					this.tags = Object.assign({}, Directives.defaultTags);
			}
			return res;
		}
		/**
		* @param onError - May be called even if the action was successful
		* @returns `true` on success
		*/
		add(line, onError) {
			if (this.atNextDocument) {
				this.yaml = {
					explicit: Directives.defaultYaml.explicit,
					version: "1.1"
				};
				this.tags = Object.assign({}, Directives.defaultTags);
				this.atNextDocument = false;
			}
			const parts = line.trim().split(/[ \t]+/);
			const name = parts.shift();
			switch (name) {
				case "%TAG": {
					if (parts.length !== 2) {
						onError(0, "%TAG directive should contain exactly two parts");
						if (parts.length < 2) return false;
					}
					const [handle, prefix] = parts;
					this.tags[handle] = prefix;
					return true;
				}
				case "%YAML": {
					this.yaml.explicit = true;
					if (parts.length !== 1) {
						onError(0, "%YAML directive should contain exactly one part");
						return false;
					}
					const [version] = parts;
					if (version === "1.1" || version === "1.2") {
						this.yaml.version = version;
						return true;
					} else {
						const isValid = /^\d+\.\d+$/.test(version);
						onError(6, `Unsupported YAML version ${version}`, isValid);
						return false;
					}
				}
				default:
					onError(0, `Unknown directive ${name}`, true);
					return false;
			}
		}
		/**
		* Resolves a tag, matching handles to those defined in %TAG directives.
		*
		* @returns Resolved tag, which may also be the non-specific tag `'!'` or a
		*   `'!local'` tag, or `null` if unresolvable.
		*/
		tagName(source, onError) {
			if (source === "!") return "!";
			if (source[0] !== "!") {
				onError(`Not a valid tag: ${source}`);
				return null;
			}
			if (source[1] === "<") {
				const verbatim = source.slice(2, -1);
				if (verbatim === "!" || verbatim === "!!") {
					onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
					return null;
				}
				if (source[source.length - 1] !== ">") onError("Verbatim tags must end with a >");
				return verbatim;
			}
			const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
			if (!suffix) onError(`The ${source} tag has no suffix`);
			const prefix = this.tags[handle];
			if (prefix) try {
				return prefix + decodeURIComponent(suffix);
			} catch (error) {
				onError(String(error));
				return null;
			}
			if (handle === "!") return source;
			onError(`Could not resolve tag: ${source}`);
			return null;
		}
		/**
		* Given a fully resolved tag, returns its printable string form,
		* taking into account current tag prefixes and defaults.
		*/
		tagString(tag) {
			for (const [handle, prefix] of Object.entries(this.tags)) if (tag.startsWith(prefix)) return handle + escapeTagName(tag.substring(prefix.length));
			return tag[0] === "!" ? tag : `!<${tag}>`;
		}
		toString(doc) {
			const lines = this.yaml.explicit ? [`%YAML ${this.yaml.version || "1.2"}`] : [];
			const tagEntries = Object.entries(this.tags);
			let tagNames;
			if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
				const tags = {};
				visit.visit(doc.contents, (_key, node) => {
					if (identity.isNode(node) && node.tag) tags[node.tag] = true;
				});
				tagNames = Object.keys(tags);
			} else tagNames = [];
			for (const [handle, prefix] of tagEntries) {
				if (handle === "!!" && prefix === "tag:yaml.org,2002:") continue;
				if (!doc || tagNames.some((tn) => tn.startsWith(prefix))) lines.push(`%TAG ${handle} ${prefix}`);
			}
			return lines.join("\n");
		}
	};
	Directives.defaultYaml = {
		explicit: false,
		version: "1.2"
	};
	Directives.defaultTags = { "!!": "tag:yaml.org,2002:" };
	exports.Directives = Directives;
}));
// node_modules/yaml/dist/doc/anchors.js
var require_anchors = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	/**
	* Verify that the input string is a valid anchor.
	*
	* Will throw on errors.
	*/
	function anchorIsValid(anchor) {
		if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
			const msg = `Anchor must not contain whitespace or control characters: ${JSON.stringify(anchor)}`;
			throw new Error(msg);
		}
		return true;
	}
	function anchorNames(root) {
		const anchors = /* @__PURE__ */ new Set();
		visit.visit(root, { Value(_key, node) {
			if (node.anchor) anchors.add(node.anchor);
		} });
		return anchors;
	}
	/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
	function findNewAnchor(prefix, exclude) {
		for (let i = 1;; ++i) {
			const name = `${prefix}${i}`;
			if (!exclude.has(name)) return name;
		}
	}
	function createNodeAnchors(doc, prefix) {
		const aliasObjects = [];
		const sourceObjects = /* @__PURE__ */ new Map();
		let prevAnchors = null;
		return {
			onAnchor: (source) => {
				aliasObjects.push(source);
				prevAnchors ?? (prevAnchors = anchorNames(doc));
				const anchor = findNewAnchor(prefix, prevAnchors);
				prevAnchors.add(anchor);
				return anchor;
			},
			/**
			* With circular references, the source node is only resolved after all
			* of its child nodes are. This is why anchors are set only after all of
			* the nodes have been created.
			*/
			setAnchors: () => {
				for (const source of aliasObjects) {
					const ref = sourceObjects.get(source);
					if (typeof ref === "object" && ref.anchor && (identity.isScalar(ref.node) || identity.isCollection(ref.node))) ref.node.anchor = ref.anchor;
					else {
						const error = /* @__PURE__ */ new Error("Failed to resolve repeated object (this should not happen)");
						error.source = source;
						throw error;
					}
				}
			},
			sourceObjects
		};
	}
	exports.anchorIsValid = anchorIsValid;
	exports.anchorNames = anchorNames;
	exports.createNodeAnchors = createNodeAnchors;
	exports.findNewAnchor = findNewAnchor;
}));
// node_modules/yaml/dist/doc/applyReviver.js
var require_applyReviver = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
	* in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
	* 2021 edition: https://tc39.es/ecma262/#sec-json.parse
	*
	* Includes extensions for handling Map and Set objects.
	*/
	function applyReviver(reviver, obj, key, val) {
		if (val && typeof val === "object") {
			if (Array.isArray(val)) for (let i = 0, len = val.length; i < len; ++i) {
				const v0 = val[i];
				const v1 = applyReviver(reviver, val, String(i), v0);
				if (v1 === void 0) delete val[i];
				else if (v1 !== v0) val[i] = v1;
			}
			else if (val instanceof Map) for (const k of Array.from(val.keys())) {
				const v0 = val.get(k);
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) val.delete(k);
				else if (v1 !== v0) val.set(k, v1);
			}
			else if (val instanceof Set) for (const v0 of Array.from(val)) {
				const v1 = applyReviver(reviver, val, v0, v0);
				if (v1 === void 0) val.delete(v0);
				else if (v1 !== v0) {
					val.delete(v0);
					val.add(v1);
				}
			}
			else for (const [k, v0] of Object.entries(val)) {
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) delete val[k];
				else if (v1 !== v0) val[k] = v1;
			}
		}
		return reviver.call(obj, key, val);
	}
	exports.applyReviver = applyReviver;
}));
// node_modules/yaml/dist/nodes/toJS.js
var require_toJS = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	/**
	* Recursively convert any node or its contents to native JavaScript
	*
	* @param value - The input value
	* @param arg - If `value` defines a `toJSON()` method, use this
	*   as its first argument
	* @param ctx - Conversion context, originally set in Document#toJS(). If
	*   `{ keep: true }` is not set, output should be suitable for JSON
	*   stringification.
	*/
	function toJS(value, arg, ctx) {
		if (Array.isArray(value)) return value.map((v, i) => toJS(v, String(i), ctx));
		if (value && typeof value.toJSON === "function") {
			if (!ctx || !identity.hasAnchor(value)) return value.toJSON(arg, ctx);
			const data = {
				aliasCount: 0,
				count: 1,
				res: void 0
			};
			ctx.anchors.set(value, data);
			ctx.onCreate = (res) => {
				data.res = res;
				delete ctx.onCreate;
			};
			const res = value.toJSON(arg, ctx);
			if (ctx.onCreate) ctx.onCreate(res);
			return res;
		}
		if (typeof value === "bigint" && !ctx?.keep) return Number(value);
		return value;
	}
	exports.toJS = toJS;
}));
// node_modules/yaml/dist/nodes/Node.js
var require_Node = /* @__PURE__ */ __commonJSMin(((exports) => {
	var applyReviver = require_applyReviver();
	var identity = require_identity();
	var toJS = require_toJS();
	var NodeBase = class {
		constructor(type) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: type });
		}
		/** Create a copy of this node.  */
		clone() {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/** A plain JavaScript representation of this node. */
		toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			if (!identity.isDocument(doc)) throw new TypeError("A document argument is required");
			const ctx = {
				anchors: /* @__PURE__ */ new Map(),
				doc,
				keep: true,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this, "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
	};
	exports.NodeBase = NodeBase;
}));
// node_modules/yaml/dist/nodes/Alias.js
var require_Alias = /* @__PURE__ */ __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var visit = require_visit();
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	var Alias = class extends Node.NodeBase {
		constructor(source) {
			super(identity.ALIAS);
			this.source = source;
			Object.defineProperty(this, "tag", { set() {
				throw new Error("Alias nodes cannot have tags");
			} });
		}
		/**
		* Resolve the value of this alias within `doc`, finding the last
		* instance of the `source` anchor before this node.
		*/
		resolve(doc, ctx) {
			if (ctx?.maxAliasCount === 0) throw new ReferenceError("Alias resolution is disabled");
			let nodes;
			if (ctx?.aliasResolveCache) nodes = ctx.aliasResolveCache;
			else {
				nodes = [];
				visit.visit(doc, { Node: (_key, node) => {
					if (identity.isAlias(node) || identity.hasAnchor(node)) nodes.push(node);
				} });
				if (ctx) ctx.aliasResolveCache = nodes;
			}
			let found = void 0;
			for (const node of nodes) {
				if (node === this) break;
				if (node.anchor === this.source) found = node;
			}
			if (found && ctx) {
				const { anchors, doc, maxAliasCount } = ctx;
				let data = anchors.get(found);
				if (!data) {
					toJS.toJS(found, null, ctx);
					data = anchors.get(found);
				}
				/* istanbul ignore if */
				if (data?.res === void 0) throw new ReferenceError("This should not happen: Alias anchor was not resolved?");
				if (maxAliasCount >= 0) {
					data.count += 1;
					if (data.aliasCount === 0) data.aliasCount = getAliasCount(doc, found, anchors);
					if (data.count * data.aliasCount > maxAliasCount) throw new ReferenceError("Excessive alias count indicates a resource exhaustion attack");
				}
			}
			return found;
		}
		toJSON(_arg, ctx) {
			if (!ctx) return { source: this.source };
			const source = this.resolve(ctx.doc, ctx);
			if (!source) {
				const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
				throw new ReferenceError(msg);
			}
			return ctx.anchors.get(source).res;
		}
		toString(ctx, _onComment, _onChompKeep) {
			const src = `*${this.source}`;
			if (ctx) {
				anchors.anchorIsValid(this.source);
				if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
					const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
					throw new Error(msg);
				}
				if (ctx.implicitKey) return `${src} `;
			}
			return src;
		}
	};
	function getAliasCount(doc, node, anchors) {
		if (identity.isAlias(node)) {
			const source = node.resolve(doc);
			const anchor = anchors && source && anchors.get(source);
			return anchor ? anchor.count * anchor.aliasCount : 0;
		} else if (identity.isCollection(node)) {
			let count = 0;
			for (const item of node.items) {
				const c = getAliasCount(doc, item, anchors);
				if (c > count) count = c;
			}
			return count;
		} else if (identity.isPair(node)) {
			const kc = getAliasCount(doc, node.key, anchors);
			const vc = getAliasCount(doc, node.value, anchors);
			return Math.max(kc, vc);
		}
		return 1;
	}
	exports.Alias = Alias;
}));
// node_modules/yaml/dist/nodes/Scalar.js
var require_Scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	const isScalarValue = (value) => !value || typeof value !== "function" && typeof value !== "object";
	var Scalar = class extends Node.NodeBase {
		constructor(value) {
			super(identity.SCALAR);
			this.value = value;
		}
		toJSON(arg, ctx) {
			return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
		}
		toString() {
			return String(this.value);
		}
	};
	Scalar.BLOCK_FOLDED = "BLOCK_FOLDED";
	Scalar.BLOCK_LITERAL = "BLOCK_LITERAL";
	Scalar.PLAIN = "PLAIN";
	Scalar.QUOTE_DOUBLE = "QUOTE_DOUBLE";
	Scalar.QUOTE_SINGLE = "QUOTE_SINGLE";
	exports.Scalar = Scalar;
	exports.isScalarValue = isScalarValue;
}));
// node_modules/yaml/dist/doc/createNode.js
var require_createNode = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var Scalar = require_Scalar();
	const defaultTagPrefix = "tag:yaml.org,2002:";
	function findTagObject(value, tagName, tags) {
		if (tagName) {
			const match = tags.filter((t) => t.tag === tagName);
			const tagObj = match.find((t) => !t.format) ?? match[0];
			if (!tagObj) throw new Error(`Tag ${tagName} not found`);
			return tagObj;
		}
		return tags.find((t) => t.identify?.(value) && !t.format);
	}
	function createNode(value, tagName, ctx) {
		if (identity.isDocument(value)) value = value.contents;
		if (identity.isNode(value)) return value;
		if (identity.isPair(value)) {
			const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
			map.items.push(value);
			return map;
		}
		if (value instanceof String || value instanceof Number || value instanceof Boolean || typeof BigInt !== "undefined" && value instanceof BigInt) value = value.valueOf();
		const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
		let ref = void 0;
		if (aliasDuplicateObjects && value && typeof value === "object") {
			ref = sourceObjects.get(value);
			if (ref) {
				ref.anchor ?? (ref.anchor = onAnchor(value));
				return new Alias.Alias(ref.anchor);
			} else {
				ref = {
					anchor: null,
					node: null
				};
				sourceObjects.set(value, ref);
			}
		}
		if (tagName?.startsWith("!!")) tagName = defaultTagPrefix + tagName.slice(2);
		let tagObj = findTagObject(value, tagName, schema.tags);
		if (!tagObj) {
			if (value && typeof value.toJSON === "function") value = value.toJSON();
			if (!value || typeof value !== "object") {
				const node = new Scalar.Scalar(value);
				if (ref) ref.node = node;
				return node;
			}
			tagObj = value instanceof Map ? schema[identity.MAP] : Symbol.iterator in Object(value) ? schema[identity.SEQ] : schema[identity.MAP];
		}
		if (onTagObj) {
			onTagObj(tagObj);
			delete ctx.onTagObj;
		}
		const node = tagObj?.createNode ? tagObj.createNode(ctx.schema, value, ctx) : typeof tagObj?.nodeClass?.from === "function" ? tagObj.nodeClass.from(ctx.schema, value, ctx) : new Scalar.Scalar(value);
		if (tagName) node.tag = tagName;
		else if (!tagObj.default) node.tag = tagObj.tag;
		if (ref) ref.node = node;
		return node;
	}
	exports.createNode = createNode;
}));
// node_modules/yaml/dist/nodes/Collection.js
var require_Collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var identity = require_identity();
	var Node = require_Node();
	function collectionFromPath(schema, path, value) {
		let v = value;
		for (let i = path.length - 1; i >= 0; --i) {
			const k = path[i];
			if (typeof k === "number" && Number.isInteger(k) && k >= 0) {
				const a = [];
				a[k] = v;
				v = a;
			} else v = /* @__PURE__ */ new Map([[k, v]]);
		}
		return createNode.createNode(v, void 0, {
			aliasDuplicateObjects: false,
			keepUndefined: false,
			onAnchor: () => {
				throw new Error("This should not happen, please report a bug.");
			},
			schema,
			sourceObjects: /* @__PURE__ */ new Map()
		});
	}
	const isEmptyPath = (path) => path == null || typeof path === "object" && !!path[Symbol.iterator]().next().done;
	var Collection = class extends Node.NodeBase {
		constructor(type, schema) {
			super(type);
			Object.defineProperty(this, "schema", {
				value: schema,
				configurable: true,
				enumerable: false,
				writable: true
			});
		}
		/**
		* Create a copy of this collection.
		*
		* @param schema - If defined, overwrites the original's schema
		*/
		clone(schema) {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (schema) copy.schema = schema;
			copy.items = copy.items.map((it) => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/**
		* Adds a value to the collection. For `!!map` and `!!omap` the value must
		* be a Pair instance or a `{ key, value }` object, which may not have a key
		* that already exists in the map.
		*/
		addIn(path, value) {
			if (isEmptyPath(path)) this.add(value);
			else {
				const [key, ...rest] = path;
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.addIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
		/**
		* Removes a value from the collection.
		* @returns `true` if the item was found and removed.
		*/
		deleteIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.delete(key);
			const node = this.get(key, true);
			if (identity.isCollection(node)) return node.deleteIn(rest);
			else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
		}
		/**
		* Returns item at `key`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		getIn(path, keepScalar) {
			const [key, ...rest] = path;
			const node = this.get(key, true);
			if (rest.length === 0) return !keepScalar && identity.isScalar(node) ? node.value : node;
			else return identity.isCollection(node) ? node.getIn(rest, keepScalar) : void 0;
		}
		hasAllNullValues(allowScalar) {
			return this.items.every((node) => {
				if (!identity.isPair(node)) return false;
				const n = node.value;
				return n == null || allowScalar && identity.isScalar(n) && n.value == null && !n.commentBefore && !n.comment && !n.tag;
			});
		}
		/**
		* Checks if the collection includes a value with the key `key`.
		*/
		hasIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.has(key);
			const node = this.get(key, true);
			return identity.isCollection(node) ? node.hasIn(rest) : false;
		}
		/**
		* Sets a value in this collection. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		setIn(path, value) {
			const [key, ...rest] = path;
			if (rest.length === 0) this.set(key, value);
			else {
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.setIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
	};
	exports.Collection = Collection;
	exports.collectionFromPath = collectionFromPath;
	exports.isEmptyPath = isEmptyPath;
}));
// node_modules/yaml/dist/stringify/stringifyComment.js
var require_stringifyComment = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Stringifies a comment.
	*
	* Empty comment lines are left empty,
	* lines consisting of a single space are replaced by `#`,
	* and all other lines are prefixed with a `#`.
	*/
	const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, "#");
	function indentComment(comment, indent) {
		if (/^\n+$/.test(comment)) return comment.substring(1);
		return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
	}
	const lineComment = (str, indent, comment) => str.endsWith("\n") ? indentComment(comment, indent) : comment.includes("\n") ? "\n" + indentComment(comment, indent) : (str.endsWith(" ") ? "" : " ") + comment;
	exports.indentComment = indentComment;
	exports.lineComment = lineComment;
	exports.stringifyComment = stringifyComment;
}));
// node_modules/yaml/dist/stringify/foldFlowLines.js
var require_foldFlowLines = /* @__PURE__ */ __commonJSMin(((exports) => {
	const FOLD_FLOW = "flow";
	const FOLD_BLOCK = "block";
	const FOLD_QUOTED = "quoted";
	/**
	* Tries to keep input at up to `lineWidth` characters, splitting only on spaces
	* not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
	* terminated with `\n` and started with `indent`.
	*/
	function foldFlowLines(text, indent, mode = "flow", { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
		if (!lineWidth || lineWidth < 0) return text;
		if (lineWidth < minContentWidth) minContentWidth = 0;
		const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
		if (text.length <= endStep) return text;
		const folds = [];
		const escapedFolds = {};
		let end = lineWidth - indent.length;
		if (typeof indentAtStart === "number") {
			if (indentAtStart > lineWidth - Math.max(2, minContentWidth)) folds.push(0);
			else end = lineWidth - indentAtStart;
		}
		let split = void 0;
		let prev = void 0;
		let overflow = false;
		let i = -1;
		let escStart = -1;
		let escEnd = -1;
		if (mode === FOLD_BLOCK) {
			i = consumeMoreIndentedLines(text, i, indent.length);
			if (i !== -1) end = i + endStep;
		}
		for (let ch; ch = text[i += 1];) {
			if (mode === FOLD_QUOTED && ch === "\\") {
				escStart = i;
				switch (text[i + 1]) {
					case "x":
						i += 3;
						break;
					case "u":
						i += 5;
						break;
					case "U":
						i += 9;
						break;
					default: i += 1;
				}
				escEnd = i;
			}
			if (ch === "\n") {
				if (mode === FOLD_BLOCK) i = consumeMoreIndentedLines(text, i, indent.length);
				end = i + indent.length + endStep;
				split = void 0;
			} else {
				if (ch === " " && prev && prev !== " " && prev !== "\n" && prev !== "	") {
					const next = text[i + 1];
					if (next && next !== " " && next !== "\n" && next !== "	") split = i;
				}
				if (i >= end) {
					if (split) {
						folds.push(split);
						end = split + endStep;
						split = void 0;
					} else if (mode === FOLD_QUOTED) {
						while (prev === " " || prev === "	") {
							prev = ch;
							ch = text[i += 1];
							overflow = true;
						}
						const j = i > escEnd + 1 ? i - 2 : escStart - 1;
						if (escapedFolds[j]) return text;
						folds.push(j);
						escapedFolds[j] = true;
						end = j + endStep;
						split = void 0;
					} else overflow = true;
				}
			}
			prev = ch;
		}
		if (overflow && onOverflow) onOverflow();
		if (folds.length === 0) return text;
		if (onFold) onFold();
		let res = text.slice(0, folds[0]);
		for (let i = 0; i < folds.length; ++i) {
			const fold = folds[i];
			const end = folds[i + 1] || text.length;
			if (fold === 0) res = `\n${indent}${text.slice(0, end)}`;
			else {
				if (mode === FOLD_QUOTED && escapedFolds[fold]) res += `${text[fold]}\\`;
				res += `\n${indent}${text.slice(fold + 1, end)}`;
			}
		}
		return res;
	}
	/**
	* Presumes `i + 1` is at the start of a line
	* @returns index of last newline in more-indented block
	*/
	function consumeMoreIndentedLines(text, i, indent) {
		let end = i;
		let start = i + 1;
		let ch = text[start];
		while (ch === " " || ch === "	") if (i < start + indent) ch = text[++i];
		else {
			do
				ch = text[++i];
			while (ch && ch !== "\n");
			end = i;
			start = i + 1;
			ch = text[start];
		}
		return end;
	}
	exports.FOLD_BLOCK = FOLD_BLOCK;
	exports.FOLD_FLOW = FOLD_FLOW;
	exports.FOLD_QUOTED = FOLD_QUOTED;
	exports.foldFlowLines = foldFlowLines;
}));
// node_modules/yaml/dist/stringify/stringifyString.js
var require_stringifyString = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var foldFlowLines = require_foldFlowLines();
	const getFoldOptions = (ctx, isBlock) => ({
		indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
		lineWidth: ctx.options.lineWidth,
		minContentWidth: ctx.options.minContentWidth
	});
	const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
	function lineLengthOverLimit(str, lineWidth, indentLength) {
		if (!lineWidth || lineWidth < 0) return false;
		const limit = lineWidth - indentLength;
		const strLen = str.length;
		if (strLen <= limit) return false;
		for (let i = 0, start = 0; i < strLen; ++i) if (str[i] === "\n") {
			if (i - start > limit) return true;
			start = i + 1;
			if (strLen - start <= limit) return false;
		}
		return true;
	}
	function doubleQuotedString(value, ctx) {
		const json = JSON.stringify(value);
		if (ctx.options.doubleQuotedAsJSON) return json;
		const { implicitKey } = ctx;
		const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		let str = "";
		let start = 0;
		for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
			if (ch === " " && json[i + 1] === "\\" && json[i + 2] === "n") {
				str += json.slice(start, i) + "\\ ";
				i += 1;
				start = i;
				ch = "\\";
			}
			if (ch === "\\") switch (json[i + 1]) {
				case "u":
					{
						str += json.slice(start, i);
						const code = json.substr(i + 2, 4);
						switch (code) {
							case "0000":
								str += "\\0";
								break;
							case "0007":
								str += "\\a";
								break;
							case "000b":
								str += "\\v";
								break;
							case "001b":
								str += "\\e";
								break;
							case "0085":
								str += "\\N";
								break;
							case "00a0":
								str += "\\_";
								break;
							case "2028":
								str += "\\L";
								break;
							case "2029":
								str += "\\P";
								break;
							default: if (code.substr(0, 2) === "00") str += "\\x" + code.substr(2);
							else str += json.substr(i, 6);
						}
						i += 5;
						start = i + 1;
					}
					break;
				case "n":
					if (implicitKey || json[i + 2] === "\"" || json.length < minMultiLineLength) i += 1;
					else {
						str += json.slice(start, i) + "\n\n";
						while (json[i + 2] === "\\" && json[i + 3] === "n" && json[i + 4] !== "\"") {
							str += "\n";
							i += 2;
						}
						str += indent;
						if (json[i + 2] === " ") str += "\\";
						i += 1;
						start = i + 1;
					}
					break;
				default: i += 1;
			}
		}
		str = start ? str + json.slice(start) : json;
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
	}
	function singleQuotedString(value, ctx) {
		if (ctx.options.singleQuote === false || ctx.implicitKey && value.includes("\n") || /[ \t]\n|\n[ \t]/.test(value)) return doubleQuotedString(value, ctx);
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
		return ctx.implicitKey ? res : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function quotedString(value, ctx) {
		const { singleQuote } = ctx.options;
		let qs;
		if (singleQuote === false) qs = doubleQuotedString;
		else {
			const hasDouble = value.includes("\"");
			const hasSingle = value.includes("'");
			if (hasDouble && !hasSingle) qs = singleQuotedString;
			else if (hasSingle && !hasDouble) qs = doubleQuotedString;
			else qs = singleQuote ? singleQuotedString : doubleQuotedString;
		}
		return qs(value, ctx);
	}
	let blockEndNewlines;
	try {
		blockEndNewlines = new RegExp("(^|(?<!\n))\n+(?!\n|$)", "g");
	} catch {
		blockEndNewlines = /\n+(?!\n|$)/g;
	}
	function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
		const { blockQuote, commentString, lineWidth } = ctx.options;
		if (!blockQuote || /\n[\t ]+$/.test(value)) return quotedString(value, ctx);
		const indent = ctx.indent || (ctx.forceBlockIndent || containsDocumentMarker(value) ? "  " : "");
		const literal = blockQuote === "literal" ? true : blockQuote === "folded" || type === Scalar.Scalar.BLOCK_FOLDED ? false : type === Scalar.Scalar.BLOCK_LITERAL ? true : !lineLengthOverLimit(value, lineWidth, indent.length);
		if (!value) return literal ? "|\n" : ">\n";
		let chomp;
		let endStart;
		for (endStart = value.length; endStart > 0; --endStart) {
			const ch = value[endStart - 1];
			if (ch !== "\n" && ch !== "	" && ch !== " ") break;
		}
		let end = value.substring(endStart);
		const endNlPos = end.indexOf("\n");
		if (endNlPos === -1) chomp = "-";
		else if (value === end || endNlPos !== end.length - 1) {
			chomp = "+";
			if (onChompKeep) onChompKeep();
		} else chomp = "";
		if (end) {
			value = value.slice(0, -end.length);
			if (end[end.length - 1] === "\n") end = end.slice(0, -1);
			end = end.replace(blockEndNewlines, `$&${indent}`);
		}
		let startWithSpace = false;
		let startEnd;
		let startNlPos = -1;
		for (startEnd = 0; startEnd < value.length; ++startEnd) {
			const ch = value[startEnd];
			if (ch === " ") startWithSpace = true;
			else if (ch === "\n") startNlPos = startEnd;
			else break;
		}
		let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
		if (start) {
			value = value.substring(start.length);
			start = start.replace(/\n+/g, `$&${indent}`);
		}
		let header = (startWithSpace ? indent ? "2" : "1" : "") + chomp;
		if (comment) {
			header += " " + commentString(comment.replace(/ ?[\r\n]+/g, " "));
			if (onComment) onComment();
		}
		if (!literal) {
			const foldedValue = value.replace(/\n+/g, "\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, "$1$2").replace(/\n+/g, `$&${indent}`);
			let literalFallback = false;
			const foldOptions = getFoldOptions(ctx, true);
			if (blockQuote !== "folded" && type !== Scalar.Scalar.BLOCK_FOLDED) foldOptions.onOverflow = () => {
				literalFallback = true;
			};
			const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
			if (!literalFallback) return `>${header}\n${indent}${body}`;
		}
		value = value.replace(/\n+/g, `$&${indent}`);
		return `|${header}\n${indent}${start}${value}${end}`;
	}
	function plainString(item, ctx, onComment, onChompKeep) {
		const { type, value } = item;
		const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
		if (implicitKey && value.includes("\n") || inFlow && /[[\]{},]/.test(value)) return quotedString(value, ctx);
		if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) return implicitKey || inFlow || !value.includes("\n") ? quotedString(value, ctx) : blockString(item, ctx, onComment, onChompKeep);
		if (!implicitKey && !inFlow && type !== Scalar.Scalar.PLAIN && value.includes("\n")) return blockString(item, ctx, onComment, onChompKeep);
		if (containsDocumentMarker(value)) {
			if (indent === "") {
				ctx.forceBlockIndent = true;
				return blockString(item, ctx, onComment, onChompKeep);
			} else if (implicitKey && indent === indentStep) return quotedString(value, ctx);
		}
		const str = value.replace(/\n+/g, `$&\n${indent}`);
		if (actualString) {
			const test = (tag) => tag.default && tag.tag !== "tag:yaml.org,2002:str" && tag.test?.test(str);
			const { compat, tags } = ctx.doc.schema;
			if (tags.some(test) || compat?.some(test)) return quotedString(value, ctx);
		}
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function stringifyString(item, ctx, onComment, onChompKeep) {
		const { implicitKey, inFlow } = ctx;
		const ss = typeof item.value === "string" ? item : Object.assign({}, item, { value: String(item.value) });
		let { type } = item;
		if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
			if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value)) type = Scalar.Scalar.QUOTE_DOUBLE;
		}
		const _stringify = (_type) => {
			switch (_type) {
				case Scalar.Scalar.BLOCK_FOLDED:
				case Scalar.Scalar.BLOCK_LITERAL: return implicitKey || inFlow ? quotedString(ss.value, ctx) : blockString(ss, ctx, onComment, onChompKeep);
				case Scalar.Scalar.QUOTE_DOUBLE: return doubleQuotedString(ss.value, ctx);
				case Scalar.Scalar.QUOTE_SINGLE: return singleQuotedString(ss.value, ctx);
				case Scalar.Scalar.PLAIN: return plainString(ss, ctx, onComment, onChompKeep);
				default: return null;
			}
		};
		let res = _stringify(type);
		if (res === null) {
			const { defaultKeyType, defaultStringType } = ctx.options;
			const t = implicitKey && defaultKeyType || defaultStringType;
			res = _stringify(t);
			if (res === null) throw new Error(`Unsupported default string type ${t}`);
		}
		return res;
	}
	exports.stringifyString = stringifyString;
}));
// node_modules/yaml/dist/stringify/stringify.js
var require_stringify = /* @__PURE__ */ __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var identity = require_identity();
	var stringifyComment = require_stringifyComment();
	var stringifyString = require_stringifyString();
	function createStringifyContext(doc, options) {
		const opt = Object.assign({
			blockQuote: true,
			commentString: stringifyComment.stringifyComment,
			defaultKeyType: null,
			defaultStringType: "PLAIN",
			directives: null,
			doubleQuotedAsJSON: false,
			doubleQuotedMinMultiLineLength: 40,
			falseStr: "false",
			flowCollectionPadding: true,
			indentSeq: true,
			lineWidth: 80,
			minContentWidth: 20,
			nullStr: "null",
			simpleKeys: false,
			singleQuote: null,
			trailingComma: false,
			trueStr: "true",
			verifyAliasOrder: true
		}, doc.schema.toStringOptions, options);
		let inFlow;
		switch (opt.collectionStyle) {
			case "block":
				inFlow = false;
				break;
			case "flow":
				inFlow = true;
				break;
			default: inFlow = null;
		}
		return {
			anchors: /* @__PURE__ */ new Set(),
			doc,
			flowCollectionPadding: opt.flowCollectionPadding ? " " : "",
			indent: "",
			indentStep: typeof opt.indent === "number" ? " ".repeat(opt.indent) : "  ",
			inFlow,
			options: opt
		};
	}
	function getTagObject(tags, item) {
		if (item.tag) {
			const match = tags.filter((t) => t.tag === item.tag);
			if (match.length > 0) return match.find((t) => t.format === item.format) ?? match[0];
		}
		let tagObj = void 0;
		let obj;
		if (identity.isScalar(item)) {
			obj = item.value;
			let match = tags.filter((t) => t.identify?.(obj));
			if (match.length > 1) {
				const testMatch = match.filter((t) => t.test);
				if (testMatch.length > 0) match = testMatch;
			}
			tagObj = match.find((t) => t.format === item.format) ?? match.find((t) => !t.format);
		} else {
			obj = item;
			tagObj = tags.find((t) => t.nodeClass && obj instanceof t.nodeClass);
		}
		if (!tagObj) {
			const name = obj?.constructor?.name ?? (obj === null ? "null" : typeof obj);
			throw new Error(`Tag not resolved for ${name} value`);
		}
		return tagObj;
	}
	function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
		if (!doc.directives) return "";
		const props = [];
		const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
		if (anchor && anchors.anchorIsValid(anchor)) {
			anchors$1.add(anchor);
			props.push(`&${anchor}`);
		}
		const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
		if (tag) props.push(doc.directives.tagString(tag));
		return props.join(" ");
	}
	function stringify(item, ctx, onComment, onChompKeep) {
		if (identity.isPair(item)) return item.toString(ctx, onComment, onChompKeep);
		if (identity.isAlias(item)) {
			if (ctx.doc.directives) return item.toString(ctx);
			if (ctx.resolvedAliases?.has(item)) throw new TypeError(`Cannot stringify circular structure without alias nodes`);
			else {
				if (ctx.resolvedAliases) ctx.resolvedAliases.add(item);
				else ctx.resolvedAliases = /* @__PURE__ */ new Set([item]);
				item = item.resolve(ctx.doc);
			}
		}
		let tagObj = void 0;
		const node = identity.isNode(item) ? item : ctx.doc.createNode(item, { onTagObj: (o) => tagObj = o });
		tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
		const props = stringifyProps(node, tagObj, ctx);
		if (props.length > 0) ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
		const str = typeof tagObj.stringify === "function" ? tagObj.stringify(node, ctx, onComment, onChompKeep) : identity.isScalar(node) ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep) : node.toString(ctx, onComment, onChompKeep);
		if (!props) return str;
		return identity.isScalar(node) || str[0] === "{" || str[0] === "[" ? `${props} ${str}` : `${props}\n${ctx.indent}${str}`;
	}
	exports.createStringifyContext = createStringifyContext;
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/stringify/stringifyPair.js
var require_stringifyPair = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
		const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
		let keyComment = identity.isNode(key) && key.comment || null;
		if (simpleKeys) {
			if (keyComment) throw new Error("With simple keys, key nodes cannot have comments");
			if (identity.isCollection(key) || !identity.isNode(key) && typeof key === "object") throw new Error("With simple keys, collection cannot be used as a key value");
		}
		let explicitKey = !simpleKeys && (!key || keyComment && value == null && !ctx.inFlow || identity.isCollection(key) || (identity.isScalar(key) ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL : typeof key === "object"));
		ctx = Object.assign({}, ctx, {
			allNullValues: false,
			implicitKey: !explicitKey && (simpleKeys || !allNullValues),
			indent: indent + indentStep
		});
		let keyCommentDone = false;
		let chompKeep = false;
		let str = stringify.stringify(key, ctx, () => keyCommentDone = true, () => chompKeep = true);
		if (!explicitKey && !ctx.inFlow && str.length > 1024) {
			if (simpleKeys) throw new Error("With simple keys, single line scalar must not span more than 1024 characters");
			explicitKey = true;
		}
		if (ctx.inFlow) {
			if (allNullValues || value == null) {
				if (keyCommentDone && onComment) onComment();
				return str === "" ? "?" : explicitKey ? `? ${str}` : str;
			}
		} else if (allNullValues && !simpleKeys || value == null && explicitKey) {
			str = `? ${str}`;
			if (keyComment && !keyCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			else if (chompKeep && onChompKeep) onChompKeep();
			return str;
		}
		if (keyCommentDone) keyComment = null;
		if (explicitKey) {
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			str = `? ${str}\n${indent}:`;
		} else {
			str = `${str}:`;
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
		}
		let vsb, vcb, valueComment;
		if (identity.isNode(value)) {
			vsb = !!value.spaceBefore;
			vcb = value.commentBefore;
			valueComment = value.comment;
		} else {
			vsb = false;
			vcb = null;
			valueComment = null;
			if (value && typeof value === "object") value = doc.createNode(value);
		}
		ctx.implicitKey = false;
		if (!explicitKey && !keyComment && identity.isScalar(value)) ctx.indentAtStart = str.length + 1;
		chompKeep = false;
		if (!indentSeq && indentStep.length >= 2 && !ctx.inFlow && !explicitKey && identity.isSeq(value) && !value.flow && !value.tag && !value.anchor) ctx.indent = ctx.indent.substring(2);
		let valueCommentDone = false;
		const valueStr = stringify.stringify(value, ctx, () => valueCommentDone = true, () => chompKeep = true);
		let ws = " ";
		if (keyComment || vsb || vcb) {
			ws = vsb ? "\n" : "";
			if (vcb) {
				const cs = commentString(vcb);
				ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
			}
			if (valueStr === "" && !ctx.inFlow) {
				if (ws === "\n" && valueComment) ws = "\n\n";
			} else ws += `\n${ctx.indent}`;
		} else if (!explicitKey && identity.isCollection(value)) {
			const vs0 = valueStr[0];
			const nl0 = valueStr.indexOf("\n");
			const hasNewline = nl0 !== -1;
			const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
			if (hasNewline || !flow) {
				let hasPropsLine = false;
				if (hasNewline && (vs0 === "&" || vs0 === "!")) {
					let sp0 = valueStr.indexOf(" ");
					if (vs0 === "&" && sp0 !== -1 && sp0 < nl0 && valueStr[sp0 + 1] === "!") sp0 = valueStr.indexOf(" ", sp0 + 1);
					if (sp0 === -1 || nl0 < sp0) hasPropsLine = true;
				}
				if (!hasPropsLine) ws = `\n${ctx.indent}`;
			}
		} else if (valueStr === "" || valueStr[0] === "\n") ws = "";
		str += ws + valueStr;
		if (ctx.inFlow) {
			if (valueCommentDone && onComment) onComment();
		} else if (valueComment && !valueCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
		else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	exports.stringifyPair = stringifyPair;
}));
// node_modules/yaml/dist/log.js
var require_log = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	function debug(logLevel, ...messages) {
		if (logLevel === "debug") console.log(...messages);
	}
	function warn(logLevel, warning) {
		if (logLevel === "debug" || logLevel === "warn") {
			if (typeof node_process.emitWarning === "function") node_process.emitWarning(warning);
			else console.warn(warning);
		}
	}
	exports.debug = debug;
	exports.warn = warn;
}));
// node_modules/yaml/dist/schema/yaml-1.1/merge.js
var require_merge = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	const MERGE_KEY = "<<";
	const merge = {
		identify: (value) => value === MERGE_KEY || typeof value === "symbol" && value.description === MERGE_KEY,
		default: "key",
		tag: "tag:yaml.org,2002:merge",
		test: /^<<$/,
		resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), { addToJSMap: addMergeToJSMap }),
		stringify: () => MERGE_KEY
	};
	const isMergeKey = (ctx, key) => (merge.identify(key) || identity.isScalar(key) && (!key.type || key.type === Scalar.Scalar.PLAIN) && merge.identify(key.value)) && ctx?.doc.schema.tags.some((tag) => tag.tag === merge.tag && tag.default);
	function addMergeToJSMap(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (identity.isSeq(source)) for (const it of source.items) mergeValue(ctx, map, it);
		else if (Array.isArray(source)) for (const it of source) mergeValue(ctx, map, it);
		else mergeValue(ctx, map, source);
	}
	function mergeValue(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (!identity.isMap(source)) throw new Error("Merge sources must be maps or map aliases");
		const srcMap = source.toJSON(null, ctx, Map);
		for (const [key, value] of srcMap) if (map instanceof Map) {
			if (!map.has(key)) map.set(key, value);
		} else if (map instanceof Set) map.add(key);
		else if (!Object.prototype.hasOwnProperty.call(map, key)) Object.defineProperty(map, key, {
			value,
			writable: true,
			enumerable: true,
			configurable: true
		});
		return map;
	}
	function resolveAliasValue(ctx, value) {
		return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
	}
	exports.addMergeToJSMap = addMergeToJSMap;
	exports.isMergeKey = isMergeKey;
	exports.merge = merge;
}));
// node_modules/yaml/dist/nodes/addPairToJSMap.js
var require_addPairToJSMap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var log = require_log();
	var merge = require_merge();
	var stringify = require_stringify();
	var identity = require_identity();
	var toJS = require_toJS();
	function addPairToJSMap(ctx, map, { key, value }) {
		if (identity.isNode(key) && key.addToJSMap) key.addToJSMap(ctx, map, value);
		else if (merge.isMergeKey(ctx, key)) merge.addMergeToJSMap(ctx, map, value);
		else {
			const jsKey = toJS.toJS(key, "", ctx);
			if (map instanceof Map) map.set(jsKey, toJS.toJS(value, jsKey, ctx));
			else if (map instanceof Set) map.add(jsKey);
			else {
				const stringKey = stringifyKey(key, jsKey, ctx);
				const jsValue = toJS.toJS(value, stringKey, ctx);
				if (stringKey in map) Object.defineProperty(map, stringKey, {
					value: jsValue,
					writable: true,
					enumerable: true,
					configurable: true
				});
				else map[stringKey] = jsValue;
			}
		}
		return map;
	}
	function stringifyKey(key, jsKey, ctx) {
		if (jsKey === null) return "";
		if (typeof jsKey !== "object") return String(jsKey);
		if (identity.isNode(key) && ctx?.doc) {
			const strCtx = stringify.createStringifyContext(ctx.doc, {});
			strCtx.anchors = /* @__PURE__ */ new Set();
			for (const node of ctx.anchors.keys()) strCtx.anchors.add(node.anchor);
			strCtx.inFlow = true;
			strCtx.inStringifyKey = true;
			const strKey = key.toString(strCtx);
			if (!ctx.mapKeyWarned) {
				let jsonStr = JSON.stringify(strKey);
				if (jsonStr.length > 40) jsonStr = jsonStr.substring(0, 36) + "...\"";
				log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
				ctx.mapKeyWarned = true;
			}
			return strKey;
		}
		return JSON.stringify(jsKey);
	}
	exports.addPairToJSMap = addPairToJSMap;
}));
// node_modules/yaml/dist/nodes/Pair.js
var require_Pair = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyPair = require_stringifyPair();
	var addPairToJSMap = require_addPairToJSMap();
	var identity = require_identity();
	function createPair(key, value, ctx) {
		return new Pair(createNode.createNode(key, void 0, ctx), createNode.createNode(value, void 0, ctx));
	}
	var Pair = class Pair {
		constructor(key, value = null) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
			this.key = key;
			this.value = value;
		}
		clone(schema) {
			let { key, value } = this;
			if (identity.isNode(key)) key = key.clone(schema);
			if (identity.isNode(value)) value = value.clone(schema);
			return new Pair(key, value);
		}
		toJSON(_, ctx) {
			const pair = ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
			return addPairToJSMap.addPairToJSMap(ctx, pair, this);
		}
		toString(ctx, onComment, onChompKeep) {
			return ctx?.doc ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep) : JSON.stringify(this);
		}
	};
	exports.Pair = Pair;
	exports.createPair = createPair;
}));
// node_modules/yaml/dist/stringify/stringifyCollection.js
var require_stringifyCollection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyCollection(collection, ctx, options) {
		return (ctx.inFlow ?? collection.flow ? stringifyFlowCollection : stringifyBlockCollection)(collection, ctx, options);
	}
	function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
		const { indent, options: { commentString } } = ctx;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			type: null
		});
		let chompKeep = false;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (!chompKeep && item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (!chompKeep && ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
				}
			}
			chompKeep = false;
			let str = stringify.stringify(item, itemCtx, () => comment = null, () => chompKeep = true);
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			if (chompKeep && comment) chompKeep = false;
			lines.push(blockItemPrefix + str);
		}
		let str;
		if (lines.length === 0) str = flowChars.start + flowChars.end;
		else {
			str = lines[0];
			for (let i = 1; i < lines.length; ++i) {
				const line = lines[i];
				str += line ? `\n${indent}${line}` : "\n";
			}
		}
		if (comment) {
			str += "\n" + stringifyComment.indentComment(commentString(comment), indent);
			if (onComment) onComment();
		} else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
		const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
		itemIndent += indentStep;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			inFlow: true,
			type: null
		});
		let reqNewline = false;
		let linesAtValue = 0;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, false);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, false);
					if (ik.comment) reqNewline = true;
				}
				const iv = identity.isNode(item.value) ? item.value : null;
				if (iv) {
					if (iv.comment) comment = iv.comment;
					if (iv.commentBefore) reqNewline = true;
				} else if (item.value == null && ik?.comment) comment = ik.comment;
			}
			if (comment) reqNewline = true;
			let str = stringify.stringify(item, itemCtx, () => comment = null);
			reqNewline || (reqNewline = lines.length > linesAtValue || str.includes("\n"));
			if (i < items.length - 1) str += ",";
			else if (ctx.options.trailingComma) {
				if (ctx.options.lineWidth > 0) reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) + (str.length + 2) > ctx.options.lineWidth);
				if (reqNewline) str += ",";
			}
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			lines.push(str);
			linesAtValue = lines.length;
		}
		const { start, end } = flowChars;
		if (lines.length === 0) return start + end;
		else {
			if (!reqNewline) {
				const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
				reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
			}
			if (reqNewline) {
				let str = start;
				for (const line of lines) str += line ? `\n${indentStep}${indent}${line}` : "\n";
				return `${str}\n${indent}${end}`;
			} else return `${start}${fcPadding}${lines.join(" ")}${fcPadding}${end}`;
		}
	}
	function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
		if (comment && chompKeep) comment = comment.replace(/^\n+/, "");
		if (comment) {
			const ic = stringifyComment.indentComment(commentString(comment), indent);
			lines.push(ic.trimStart());
		}
	}
	exports.stringifyCollection = stringifyCollection;
}));
// node_modules/yaml/dist/nodes/YAMLMap.js
var require_YAMLMap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyCollection = require_stringifyCollection();
	var addPairToJSMap = require_addPairToJSMap();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	function findPair(items, key) {
		const k = identity.isScalar(key) ? key.value : key;
		for (const it of items) if (identity.isPair(it)) {
			if (it.key === key || it.key === k) return it;
			if (identity.isScalar(it.key) && it.key.value === k) return it;
		}
	}
	var YAMLMap = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:map";
		}
		constructor(schema) {
			super(identity.MAP, schema);
			this.items = [];
		}
		/**
		* A generic collection parsing method that can be extended
		* to other node classes that inherit from YAMLMap
		*/
		static from(schema, obj, ctx) {
			const { keepUndefined, replacer } = ctx;
			const map = new this(schema);
			const add = (key, value) => {
				if (typeof replacer === "function") value = replacer.call(obj, key, value);
				else if (Array.isArray(replacer) && !replacer.includes(key)) return;
				if (value !== void 0 || keepUndefined) map.items.push(Pair.createPair(key, value, ctx));
			};
			if (obj instanceof Map) for (const [key, value] of obj) add(key, value);
			else if (obj && typeof obj === "object") for (const key of Object.keys(obj)) add(key, obj[key]);
			if (typeof schema.sortMapEntries === "function") map.items.sort(schema.sortMapEntries);
			return map;
		}
		/**
		* Adds a value to the collection.
		*
		* @param overwrite - If not set `true`, using a key that is already in the
		*   collection will throw. Otherwise, overwrites the previous value.
		*/
		add(pair, overwrite) {
			let _pair;
			if (identity.isPair(pair)) _pair = pair;
			else if (!pair || typeof pair !== "object" || !("key" in pair)) _pair = new Pair.Pair(pair, pair?.value);
			else _pair = new Pair.Pair(pair.key, pair.value);
			const prev = findPair(this.items, _pair.key);
			const sortEntries = this.schema?.sortMapEntries;
			if (prev) {
				if (!overwrite) throw new Error(`Key ${_pair.key} already set`);
				if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value)) prev.value.value = _pair.value;
				else prev.value = _pair.value;
			} else if (sortEntries) {
				const i = this.items.findIndex((item) => sortEntries(_pair, item) < 0);
				if (i === -1) this.items.push(_pair);
				else this.items.splice(i, 0, _pair);
			} else this.items.push(_pair);
		}
		delete(key) {
			const it = findPair(this.items, key);
			if (!it) return false;
			return this.items.splice(this.items.indexOf(it), 1).length > 0;
		}
		get(key, keepScalar) {
			const node = findPair(this.items, key)?.value;
			return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? void 0;
		}
		has(key) {
			return !!findPair(this.items, key);
		}
		set(key, value) {
			this.add(new Pair.Pair(key, value), true);
		}
		/**
		* @param ctx - Conversion context, originally set in Document#toJS()
		* @param {Class} Type - If set, forces the returned collection type
		* @returns Instance of Type, Map, or Object
		*/
		toJSON(_, ctx, Type) {
			const map = Type ? new Type() : ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const item of this.items) addPairToJSMap.addPairToJSMap(ctx, map, item);
			return map;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			for (const item of this.items) if (!identity.isPair(item)) throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
			if (!ctx.allNullValues && this.hasAllNullValues(false)) ctx = Object.assign({}, ctx, { allNullValues: true });
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "",
				flowChars: {
					start: "{",
					end: "}"
				},
				itemIndent: ctx.indent || "",
				onChompKeep,
				onComment
			});
		}
	};
	exports.YAMLMap = YAMLMap;
	exports.findPair = findPair;
}));
// node_modules/yaml/dist/schema/common/map.js
var require_map = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLMap = require_YAMLMap();
	exports.map = {
		collection: "map",
		default: true,
		nodeClass: YAMLMap.YAMLMap,
		tag: "tag:yaml.org,2002:map",
		resolve(map, onError) {
			if (!identity.isMap(map)) onError("Expected a mapping for this tag");
			return map;
		},
		createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
	};
}));
// node_modules/yaml/dist/nodes/YAMLSeq.js
var require_YAMLSeq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyCollection = require_stringifyCollection();
	var Collection = require_Collection();
	var identity = require_identity();
	var Scalar = require_Scalar();
	var toJS = require_toJS();
	var YAMLSeq = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:seq";
		}
		constructor(schema) {
			super(identity.SEQ, schema);
			this.items = [];
		}
		add(value) {
			this.items.push(value);
		}
		/**
		* Removes a value from the collection.
		*
		* `key` must contain a representation of an integer for this to succeed.
		* It may be wrapped in a `Scalar`.
		*
		* @returns `true` if the item was found and removed.
		*/
		delete(key) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return false;
			return this.items.splice(idx, 1).length > 0;
		}
		get(key, keepScalar) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return void 0;
			const it = this.items[idx];
			return !keepScalar && identity.isScalar(it) ? it.value : it;
		}
		/**
		* Checks if the collection includes a value with the key `key`.
		*
		* `key` must contain a representation of an integer for this to succeed.
		* It may be wrapped in a `Scalar`.
		*/
		has(key) {
			const idx = asItemIndex(key);
			return typeof idx === "number" && idx < this.items.length;
		}
		/**
		* Sets a value in this collection. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*
		* If `key` does not contain a representation of an integer, this will throw.
		* It may be wrapped in a `Scalar`.
		*/
		set(key, value) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") throw new Error(`Expected a valid index, not ${key}.`);
			const prev = this.items[idx];
			if (identity.isScalar(prev) && Scalar.isScalarValue(value)) prev.value = value;
			else this.items[idx] = value;
		}
		toJSON(_, ctx) {
			const seq = [];
			if (ctx?.onCreate) ctx.onCreate(seq);
			let i = 0;
			for (const item of this.items) seq.push(toJS.toJS(item, String(i++), ctx));
			return seq;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "- ",
				flowChars: {
					start: "[",
					end: "]"
				},
				itemIndent: (ctx.indent || "") + "  ",
				onChompKeep,
				onComment
			});
		}
		static from(schema, obj, ctx) {
			const { replacer } = ctx;
			const seq = new this(schema);
			if (obj && Symbol.iterator in Object(obj)) {
				let i = 0;
				for (let it of obj) {
					if (typeof replacer === "function") {
						const key = obj instanceof Set ? it : String(i++);
						it = replacer.call(obj, key, it);
					}
					seq.items.push(createNode.createNode(it, void 0, ctx));
				}
			}
			return seq;
		}
	};
	function asItemIndex(key) {
		let idx = identity.isScalar(key) ? key.value : key;
		if (idx && typeof idx === "string") idx = Number(idx);
		return typeof idx === "number" && Number.isInteger(idx) && idx >= 0 ? idx : null;
	}
	exports.YAMLSeq = YAMLSeq;
}));
// node_modules/yaml/dist/schema/common/seq.js
var require_seq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLSeq = require_YAMLSeq();
	exports.seq = {
		collection: "seq",
		default: true,
		nodeClass: YAMLSeq.YAMLSeq,
		tag: "tag:yaml.org,2002:seq",
		resolve(seq, onError) {
			if (!identity.isSeq(seq)) onError("Expected a sequence for this tag");
			return seq;
		},
		createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
	};
}));
// node_modules/yaml/dist/schema/common/string.js
var require_string = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyString = require_stringifyString();
	exports.string = {
		identify: (value) => typeof value === "string",
		default: true,
		tag: "tag:yaml.org,2002:str",
		resolve: (str) => str,
		stringify(item, ctx, onComment, onChompKeep) {
			ctx = Object.assign({ actualString: true }, ctx);
			return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
		}
	};
}));
// node_modules/yaml/dist/schema/common/null.js
var require_null = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const nullTag = {
		identify: (value) => value == null,
		createNode: () => new Scalar.Scalar(null),
		default: true,
		tag: "tag:yaml.org,2002:null",
		test: /^(?:~|[Nn]ull|NULL)?$/,
		resolve: () => new Scalar.Scalar(null),
		stringify: ({ source }, ctx) => typeof source === "string" && nullTag.test.test(source) ? source : ctx.options.nullStr
	};
	exports.nullTag = nullTag;
}));
// node_modules/yaml/dist/schema/core/bool.js
var require_bool$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const boolTag = {
		identify: (value) => typeof value === "boolean",
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
		resolve: (str) => new Scalar.Scalar(str[0] === "t" || str[0] === "T"),
		stringify({ source, value }, ctx) {
			if (source && boolTag.test.test(source)) {
				if (value === (source[0] === "t" || source[0] === "T")) return source;
			}
			return value ? ctx.options.trueStr : ctx.options.falseStr;
		}
	};
	exports.boolTag = boolTag;
}));
// node_modules/yaml/dist/stringify/stringifyNumber.js
var require_stringifyNumber = /* @__PURE__ */ __commonJSMin(((exports) => {
	function stringifyNumber({ format, minFractionDigits, tag, value }) {
		if (typeof value === "bigint") return String(value);
		const num = typeof value === "number" ? value : Number(value);
		if (!isFinite(num)) return isNaN(num) ? ".nan" : num < 0 ? "-.inf" : ".inf";
		let n = Object.is(value, -0) ? "-0" : JSON.stringify(value);
		if (!format && minFractionDigits && (!tag || tag === "tag:yaml.org,2002:float") && /^-?\d/.test(n) && !n.includes("e")) {
			let i = n.indexOf(".");
			if (i < 0) {
				i = n.length;
				n += ".";
			}
			let d = minFractionDigits - (n.length - i - 1);
			while (d-- > 0) n += "0";
		}
		return n;
	}
	exports.stringifyNumber = stringifyNumber;
}));
// node_modules/yaml/dist/schema/core/float.js
var require_float$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	exports.float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str));
			const dot = str.indexOf(".");
			if (dot !== -1 && str[str.length - 1] === "0") node.minFractionDigits = str.length - dot - 1;
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));
// node_modules/yaml/dist/schema/core/int.js
var require_int$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	const intResolve = (str, offset, radix, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix);
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value) && value >= 0) return prefix + value.toString(radix);
		return stringifyNumber.stringifyNumber(node);
	}
	const intOct = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^0o[0-7]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
		stringify: (node) => intStringify(node, 8, "0o")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^0x[0-9a-fA-F]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));
// node_modules/yaml/dist/schema/core/schema.js
var require_schema$2 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	exports.schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.boolTag,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float
	];
}));
// node_modules/yaml/dist/schema/json/schema.js
var require_schema$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var map = require_map();
	var seq = require_seq();
	function intIdentify(value) {
		return typeof value === "bigint" || Number.isInteger(value);
	}
	const stringifyJSON = ({ value }) => JSON.stringify(value);
	const jsonScalars = [
		{
			identify: (value) => typeof value === "string",
			default: true,
			tag: "tag:yaml.org,2002:str",
			resolve: (str) => str,
			stringify: stringifyJSON
		},
		{
			identify: (value) => value == null,
			createNode: () => new Scalar.Scalar(null),
			default: true,
			tag: "tag:yaml.org,2002:null",
			test: /^null$/,
			resolve: () => null,
			stringify: stringifyJSON
		},
		{
			identify: (value) => typeof value === "boolean",
			default: true,
			tag: "tag:yaml.org,2002:bool",
			test: /^true$|^false$/,
			resolve: (str) => str === "true",
			stringify: stringifyJSON
		},
		{
			identify: intIdentify,
			default: true,
			tag: "tag:yaml.org,2002:int",
			test: /^-?(?:0|[1-9][0-9]*)$/,
			resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
			stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
		},
		{
			identify: (value) => typeof value === "number",
			default: true,
			tag: "tag:yaml.org,2002:float",
			test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
			resolve: (str) => parseFloat(str),
			stringify: stringifyJSON
		}
	];
	exports.schema = [map.map, seq.seq].concat(jsonScalars, {
		default: true,
		tag: "",
		test: /^/,
		resolve(str, onError) {
			onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
			return str;
		}
	});
}));
// node_modules/yaml/dist/schema/yaml-1.1/binary.js
var require_binary = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_buffer = __require("buffer");
	var Scalar = require_Scalar();
	var stringifyString = require_stringifyString();
	exports.binary = {
		identify: (value) => value instanceof Uint8Array,
		default: false,
		tag: "tag:yaml.org,2002:binary",
		/**
		* Returns a Buffer in node and an Uint8Array in browsers
		*
		* To use the resulting buffer as an image, you'll want to do something like:
		*
		*   const blob = new Blob([buffer], { type: 'image/jpeg' })
		*   document.querySelector('#photo').src = URL.createObjectURL(blob)
		*/
		resolve(src, onError) {
			if (typeof node_buffer.Buffer === "function") return node_buffer.Buffer.from(src, "base64");
			else if (typeof atob === "function") {
				const str = atob(src.replace(/[\n\r]/g, ""));
				const buffer = new Uint8Array(str.length);
				for (let i = 0; i < str.length; ++i) buffer[i] = str.charCodeAt(i);
				return buffer;
			} else {
				onError("This environment does not support reading binary tags; either Buffer or atob is required");
				return src;
			}
		},
		stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
			if (!value) return "";
			const buf = value;
			let str;
			if (typeof node_buffer.Buffer === "function") str = buf instanceof node_buffer.Buffer ? buf.toString("base64") : node_buffer.Buffer.from(buf.buffer).toString("base64");
			else if (typeof btoa === "function") {
				let s = "";
				for (let i = 0; i < buf.length; ++i) s += String.fromCharCode(buf[i]);
				str = btoa(s);
			} else throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required");
			type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
			if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
				const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
				const n = Math.ceil(str.length / lineWidth);
				const lines = new Array(n);
				for (let i = 0, o = 0; i < n; ++i, o += lineWidth) lines[i] = str.substr(o, lineWidth);
				str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? "\n" : " ");
			}
			return stringifyString.stringifyString({
				comment,
				type,
				value: str
			}, ctx, onComment, onChompKeep);
		}
	};
}));
// node_modules/yaml/dist/schema/yaml-1.1/pairs.js
var require_pairs = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLSeq = require_YAMLSeq();
	function resolvePairs(seq, onError) {
		if (identity.isSeq(seq)) for (let i = 0; i < seq.items.length; ++i) {
			let item = seq.items[i];
			if (identity.isPair(item)) continue;
			else if (identity.isMap(item)) {
				if (item.items.length > 1) onError("Each pair must have its own sequence indicator");
				const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
				if (item.commentBefore) pair.key.commentBefore = pair.key.commentBefore ? `${item.commentBefore}\n${pair.key.commentBefore}` : item.commentBefore;
				if (item.comment) {
					const cn = pair.value ?? pair.key;
					cn.comment = cn.comment ? `${item.comment}\n${cn.comment}` : item.comment;
				}
				item = pair;
			}
			seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
		}
		else onError("Expected a sequence for this tag");
		return seq;
	}
	function createPairs(schema, iterable, ctx) {
		const { replacer } = ctx;
		const pairs = new YAMLSeq.YAMLSeq(schema);
		pairs.tag = "tag:yaml.org,2002:pairs";
		let i = 0;
		if (iterable && Symbol.iterator in Object(iterable)) for (let it of iterable) {
			if (typeof replacer === "function") it = replacer.call(iterable, String(i++), it);
			let key, value;
			if (Array.isArray(it)) {
				if (it.length === 2) {
					key = it[0];
					value = it[1];
				} else throw new TypeError(`Expected [key, value] tuple: ${it}`);
			} else if (it && it instanceof Object) {
				const keys = Object.keys(it);
				if (keys.length === 1) {
					key = keys[0];
					value = it[key];
				} else throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
			} else key = it;
			pairs.items.push(Pair.createPair(key, value, ctx));
		}
		return pairs;
	}
	const pairs = {
		collection: "seq",
		default: false,
		tag: "tag:yaml.org,2002:pairs",
		resolve: resolvePairs,
		createNode: createPairs
	};
	exports.createPairs = createPairs;
	exports.pairs = pairs;
	exports.resolvePairs = resolvePairs;
}));
// node_modules/yaml/dist/schema/yaml-1.1/omap.js
var require_omap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var toJS = require_toJS();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var pairs = require_pairs();
	var YAMLOMap = class YAMLOMap extends YAMLSeq.YAMLSeq {
		constructor() {
			super();
			this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
			this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
			this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
			this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
			this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
			this.tag = YAMLOMap.tag;
		}
		/**
		* If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
		* but TypeScript won't allow widening the signature of a child method.
		*/
		toJSON(_, ctx) {
			if (!ctx) return super.toJSON(_);
			const map = /* @__PURE__ */ new Map();
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const pair of this.items) {
				let key, value;
				if (identity.isPair(pair)) {
					key = toJS.toJS(pair.key, "", ctx);
					value = toJS.toJS(pair.value, key, ctx);
				} else key = toJS.toJS(pair, "", ctx);
				if (map.has(key)) throw new Error("Ordered maps must not include duplicate keys");
				map.set(key, value);
			}
			return map;
		}
		static from(schema, iterable, ctx) {
			const pairs$1 = pairs.createPairs(schema, iterable, ctx);
			const omap = new this();
			omap.items = pairs$1.items;
			return omap;
		}
	};
	YAMLOMap.tag = "tag:yaml.org,2002:omap";
	const omap = {
		collection: "seq",
		identify: (value) => value instanceof Map,
		nodeClass: YAMLOMap,
		default: false,
		tag: "tag:yaml.org,2002:omap",
		resolve(seq, onError) {
			const pairs$1 = pairs.resolvePairs(seq, onError);
			const seenKeys = [];
			for (const { key } of pairs$1.items) if (identity.isScalar(key)) {
				if (seenKeys.includes(key.value)) onError(`Ordered maps must not include duplicate keys: ${key.value}`);
				else seenKeys.push(key.value);
			}
			return Object.assign(new YAMLOMap(), pairs$1);
		},
		createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
	};
	exports.YAMLOMap = YAMLOMap;
	exports.omap = omap;
}));
// node_modules/yaml/dist/schema/yaml-1.1/bool.js
var require_bool = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function boolStringify({ value, source }, ctx) {
		if (source && (value ? trueTag : falseTag).test.test(source)) return source;
		return value ? ctx.options.trueStr : ctx.options.falseStr;
	}
	const trueTag = {
		identify: (value) => value === true,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
		resolve: () => new Scalar.Scalar(true),
		stringify: boolStringify
	};
	const falseTag = {
		identify: (value) => value === false,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
		resolve: () => new Scalar.Scalar(false),
		stringify: boolStringify
	};
	exports.falseTag = falseTag;
	exports.trueTag = trueTag;
}));
// node_modules/yaml/dist/schema/yaml-1.1/float.js
var require_float = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str.replace(/_/g, "")),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	exports.float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, "")));
			const dot = str.indexOf(".");
			if (dot !== -1) {
				const f = str.substring(dot + 1).replace(/_/g, "");
				if (f[f.length - 1] === "0") node.minFractionDigits = f.length;
			}
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));
// node_modules/yaml/dist/schema/yaml-1.1/int.js
var require_int = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	function intResolve(str, offset, radix, { intAsBigInt }) {
		const sign = str[0];
		if (sign === "-" || sign === "+") offset += 1;
		str = str.substring(offset).replace(/_/g, "");
		if (intAsBigInt) {
			switch (radix) {
				case 2:
					str = `0b${str}`;
					break;
				case 8:
					str = `0o${str}`;
					break;
				case 16: str = `0x${str}`;
			}
			const n = BigInt(str);
			return sign === "-" ? BigInt(-1) * n : n;
		}
		const n = parseInt(str, radix);
		return sign === "-" ? -1 * n : n;
	}
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value)) {
			const str = value.toString(radix);
			return value < 0 ? "-" + prefix + str.substr(1) : prefix + str;
		}
		return stringifyNumber.stringifyNumber(node);
	}
	const intBin = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "BIN",
		test: /^[-+]?0b[0-1_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
		stringify: (node) => intStringify(node, 2, "0b")
	};
	const intOct = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^[-+]?0[0-7_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
		stringify: (node) => intStringify(node, 8, "0")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9][0-9_]*$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^[-+]?0x[0-9a-fA-F_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intBin = intBin;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));
// node_modules/yaml/dist/schema/yaml-1.1/set.js
var require_set = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSet = class YAMLSet extends YAMLMap.YAMLMap {
		constructor(schema) {
			super(schema);
			this.tag = YAMLSet.tag;
		}
		add(key) {
			let pair;
			if (identity.isPair(key)) pair = key;
			else if (key && typeof key === "object" && "key" in key && "value" in key && key.value === null) pair = new Pair.Pair(key.key, null);
			else pair = new Pair.Pair(key, null);
			if (!YAMLMap.findPair(this.items, pair.key)) this.items.push(pair);
		}
		/**
		* If `keepPair` is `true`, returns the Pair matching `key`.
		* Otherwise, returns the value of that Pair's key.
		*/
		get(key, keepPair) {
			const pair = YAMLMap.findPair(this.items, key);
			return !keepPair && identity.isPair(pair) ? identity.isScalar(pair.key) ? pair.key.value : pair.key : pair;
		}
		set(key, value) {
			if (typeof value !== "boolean") throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
			const prev = YAMLMap.findPair(this.items, key);
			if (prev && !value) this.items.splice(this.items.indexOf(prev), 1);
			else if (!prev && value) this.items.push(new Pair.Pair(key));
		}
		toJSON(_, ctx) {
			return super.toJSON(_, ctx, Set);
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			if (this.hasAllNullValues(true)) return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
			else throw new Error("Set items must all have null values");
		}
		static from(schema, iterable, ctx) {
			const { replacer } = ctx;
			const set = new this(schema);
			if (iterable && Symbol.iterator in Object(iterable)) for (let value of iterable) {
				if (typeof replacer === "function") value = replacer.call(iterable, value, value);
				set.items.push(Pair.createPair(value, null, ctx));
			}
			return set;
		}
	};
	YAMLSet.tag = "tag:yaml.org,2002:set";
	const set = {
		collection: "map",
		identify: (value) => value instanceof Set,
		nodeClass: YAMLSet,
		default: false,
		tag: "tag:yaml.org,2002:set",
		createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
		resolve(map, onError) {
			if (identity.isMap(map)) {
				if (map.hasAllNullValues(true)) return Object.assign(new YAMLSet(), map);
				else onError("Set items must all have null values");
			} else onError("Expected a mapping for this tag");
			return map;
		}
	};
	exports.YAMLSet = YAMLSet;
	exports.set = set;
}));
// node_modules/yaml/dist/schema/yaml-1.1/timestamp.js
var require_timestamp = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	/** Internal types handle bigint as number, because TS can't figure it out. */
	function parseSexagesimal(str, asBigInt) {
		const sign = str[0];
		const parts = sign === "-" || sign === "+" ? str.substring(1) : str;
		const num = (n) => asBigInt ? BigInt(n) : Number(n);
		const res = parts.replace(/_/g, "").split(":").reduce((res, p) => res * num(60) + num(p), num(0));
		return sign === "-" ? num(-1) * res : res;
	}
	/**
	* hhhh:mm:ss.sss
	*
	* Internal types handle bigint as number, because TS can't figure it out.
	*/
	function stringifySexagesimal(node) {
		let { value } = node;
		let num = (n) => n;
		if (typeof value === "bigint") num = (n) => BigInt(n);
		else if (isNaN(value) || !isFinite(value)) return stringifyNumber.stringifyNumber(node);
		let sign = "";
		if (value < 0) {
			sign = "-";
			value *= num(-1);
		}
		const _60 = num(60);
		const parts = [value % _60];
		if (value < 60) parts.unshift(0);
		else {
			value = (value - parts[0]) / _60;
			parts.unshift(value % _60);
			if (value >= 60) {
				value = (value - parts[0]) / _60;
				parts.unshift(value);
			}
		}
		return sign + parts.map((n) => String(n).padStart(2, "0")).join(":").replace(/000000\d*$/, "");
	}
	const intTime = {
		identify: (value) => typeof value === "bigint" || Number.isInteger(value),
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
		resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
		stringify: stringifySexagesimal
	};
	const floatTime = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
		resolve: (str) => parseSexagesimal(str, false),
		stringify: stringifySexagesimal
	};
	const timestamp = {
		identify: (value) => value instanceof Date,
		default: true,
		tag: "tag:yaml.org,2002:timestamp",
		test: RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),
		resolve(str) {
			const match = str.match(timestamp.test);
			if (!match) throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
			const [, year, month, day, hour, minute, second] = match.map(Number);
			const millisec = match[7] ? Number((match[7] + "00").substr(1, 3)) : 0;
			let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
			const tz = match[8];
			if (tz && tz !== "Z") {
				let d = parseSexagesimal(tz, false);
				if (Math.abs(d) < 30) d *= 60;
				date -= 6e4 * d;
			}
			return new Date(date);
		},
		stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, "") ?? ""
	};
	exports.floatTime = floatTime;
	exports.intTime = intTime;
	exports.timestamp = timestamp;
}));
// node_modules/yaml/dist/schema/yaml-1.1/schema.js
var require_schema = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var binary = require_binary();
	var bool = require_bool();
	var float = require_float();
	var int = require_int();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var set = require_set();
	var timestamp = require_timestamp();
	exports.schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.trueTag,
		bool.falseTag,
		int.intBin,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float,
		binary.binary,
		merge.merge,
		omap.omap,
		pairs.pairs,
		set.set,
		timestamp.intTime,
		timestamp.floatTime,
		timestamp.timestamp
	];
}));
// node_modules/yaml/dist/schema/tags.js
var require_tags = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	var schema = require_schema$2();
	var schema$1 = require_schema$1();
	var binary = require_binary();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var schema$2 = require_schema();
	var set = require_set();
	var timestamp = require_timestamp();
	const schemas = /* @__PURE__ */ new Map([
		["core", schema.schema],
		["failsafe", [
			map.map,
			seq.seq,
			string.string
		]],
		["json", schema$1.schema],
		["yaml11", schema$2.schema],
		["yaml-1.1", schema$2.schema]
	]);
	const tagsByName = {
		binary: binary.binary,
		bool: bool.boolTag,
		float: float.float,
		floatExp: float.floatExp,
		floatNaN: float.floatNaN,
		floatTime: timestamp.floatTime,
		int: int.int,
		intHex: int.intHex,
		intOct: int.intOct,
		intTime: timestamp.intTime,
		map: map.map,
		merge: merge.merge,
		null: _null.nullTag,
		omap: omap.omap,
		pairs: pairs.pairs,
		seq: seq.seq,
		set: set.set,
		timestamp: timestamp.timestamp
	};
	const coreKnownTags = {
		"tag:yaml.org,2002:binary": binary.binary,
		"tag:yaml.org,2002:merge": merge.merge,
		"tag:yaml.org,2002:omap": omap.omap,
		"tag:yaml.org,2002:pairs": pairs.pairs,
		"tag:yaml.org,2002:set": set.set,
		"tag:yaml.org,2002:timestamp": timestamp.timestamp
	};
	function getTags(customTags, schemaName, addMergeTag) {
		const schemaTags = schemas.get(schemaName);
		if (schemaTags && !customTags) return addMergeTag && !schemaTags.includes(merge.merge) ? schemaTags.concat(merge.merge) : schemaTags.slice();
		let tags = schemaTags;
		if (!tags) {
			if (Array.isArray(customTags)) tags = [];
			else {
				const keys = Array.from(schemas.keys()).filter((key) => key !== "yaml11").map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
			}
		}
		if (Array.isArray(customTags)) for (const tag of customTags) tags = tags.concat(tag);
		else if (typeof customTags === "function") tags = customTags(tags.slice());
		if (addMergeTag) tags = tags.concat(merge.merge);
		return tags.reduce((tags, tag) => {
			const tagObj = typeof tag === "string" ? tagsByName[tag] : tag;
			if (!tagObj) {
				const tagName = JSON.stringify(tag);
				const keys = Object.keys(tagsByName).map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
			}
			if (!tags.includes(tagObj)) tags.push(tagObj);
			return tags;
		}, []);
	}
	exports.coreKnownTags = coreKnownTags;
	exports.getTags = getTags;
}));
// node_modules/yaml/dist/schema/Schema.js
var require_Schema = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var map = require_map();
	var seq = require_seq();
	var string = require_string();
	var tags = require_tags();
	const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
	exports.Schema = class Schema {
		constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
			this.compat = Array.isArray(compat) ? tags.getTags(compat, "compat") : compat ? tags.getTags(null, compat) : null;
			this.name = typeof schema === "string" && schema || "core";
			this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
			this.tags = tags.getTags(customTags, this.name, merge);
			this.toStringOptions = toStringDefaults ?? null;
			Object.defineProperty(this, identity.MAP, { value: map.map });
			Object.defineProperty(this, identity.SCALAR, { value: string.string });
			Object.defineProperty(this, identity.SEQ, { value: seq.seq });
			this.sortMapEntries = typeof sortMapEntries === "function" ? sortMapEntries : sortMapEntries === true ? sortMapEntriesByKey : null;
		}
		clone() {
			const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
			copy.tags = this.tags.slice();
			return copy;
		}
	};
}));
// node_modules/yaml/dist/stringify/stringifyDocument.js
var require_stringifyDocument = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyDocument(doc, options) {
		const lines = [];
		let hasDirectives = options.directives === true;
		if (options.directives !== false && doc.directives) {
			const dir = doc.directives.toString(doc);
			if (dir) {
				lines.push(dir);
				hasDirectives = true;
			} else if (doc.directives.docStart) hasDirectives = true;
		}
		if (hasDirectives) lines.push("---");
		const ctx = stringify.createStringifyContext(doc, options);
		const { commentString } = ctx.options;
		if (doc.commentBefore) {
			if (lines.length !== 1) lines.unshift("");
			const cs = commentString(doc.commentBefore);
			lines.unshift(stringifyComment.indentComment(cs, ""));
		}
		let chompKeep = false;
		let contentComment = null;
		if (doc.contents) {
			if (identity.isNode(doc.contents)) {
				if (doc.contents.spaceBefore && hasDirectives) lines.push("");
				if (doc.contents.commentBefore) {
					const cs = commentString(doc.contents.commentBefore);
					lines.push(stringifyComment.indentComment(cs, ""));
				}
				ctx.forceBlockIndent = !!doc.comment;
				contentComment = doc.contents.comment;
			}
			const onChompKeep = contentComment ? void 0 : () => chompKeep = true;
			let body = stringify.stringify(doc.contents, ctx, () => contentComment = null, onChompKeep);
			if (contentComment) body += stringifyComment.lineComment(body, "", commentString(contentComment));
			if ((body[0] === "|" || body[0] === ">") && lines[lines.length - 1] === "---") lines[lines.length - 1] = `--- ${body}`;
			else lines.push(body);
		} else lines.push(stringify.stringify(doc.contents, ctx));
		if (doc.directives?.docEnd) {
			if (doc.comment) {
				const cs = commentString(doc.comment);
				if (cs.includes("\n")) {
					lines.push("...");
					lines.push(stringifyComment.indentComment(cs, ""));
				} else lines.push(`... ${cs}`);
			} else lines.push("...");
		} else {
			let dc = doc.comment;
			if (dc && chompKeep) dc = dc.replace(/^\n+/, "");
			if (dc) {
				if ((!chompKeep || contentComment) && lines[lines.length - 1] !== "") lines.push("");
				lines.push(stringifyComment.indentComment(commentString(dc), ""));
			}
		}
		return lines.join("\n") + "\n";
	}
	exports.stringifyDocument = stringifyDocument;
}));
// node_modules/yaml/dist/doc/Document.js
var require_Document = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var toJS = require_toJS();
	var Schema = require_Schema();
	var stringifyDocument = require_stringifyDocument();
	var anchors = require_anchors();
	var applyReviver = require_applyReviver();
	var createNode = require_createNode();
	var directives = require_directives();
	var Document = class Document {
		constructor(value, replacer, options) {
			/** A comment before this Document */
			this.commentBefore = null;
			/** A comment immediately after this Document */
			this.comment = null;
			/** Errors encountered during parsing. */
			this.errors = [];
			/** Warnings encountered during parsing. */
			this.warnings = [];
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
			let _replacer = null;
			if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
			else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const opt = Object.assign({
				intAsBigInt: false,
				keepSourceTokens: false,
				logLevel: "warn",
				prettyErrors: true,
				strict: true,
				stringKeys: false,
				uniqueKeys: true,
				version: "1.2"
			}, options);
			this.options = opt;
			let { version } = opt;
			if (options?._directives) {
				this.directives = options._directives.atDocument();
				if (this.directives.yaml.explicit) version = this.directives.yaml.version;
			} else this.directives = new directives.Directives({ version });
			this.setSchema(version, options);
			this.contents = value === void 0 ? null : this.createNode(value, _replacer, options);
		}
		/**
		* Create a deep copy of this Document and its contents.
		*
		* Custom Node values that inherit from `Object` still refer to their original instances.
		*/
		clone() {
			const copy = Object.create(Document.prototype, { [identity.NODE_TYPE]: { value: identity.DOC } });
			copy.commentBefore = this.commentBefore;
			copy.comment = this.comment;
			copy.errors = this.errors.slice();
			copy.warnings = this.warnings.slice();
			copy.options = Object.assign({}, this.options);
			if (this.directives) copy.directives = this.directives.clone();
			copy.schema = this.schema.clone();
			copy.contents = identity.isNode(this.contents) ? this.contents.clone(copy.schema) : this.contents;
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/** Adds a value to the document. */
		add(value) {
			if (assertCollection(this.contents)) this.contents.add(value);
		}
		/** Adds a value to the document. */
		addIn(path, value) {
			if (assertCollection(this.contents)) this.contents.addIn(path, value);
		}
		/**
		* Create a new `Alias` node, ensuring that the target `node` has the required anchor.
		*
		* If `node` already has an anchor, `name` is ignored.
		* Otherwise, the `node.anchor` value will be set to `name`,
		* or if an anchor with that name is already present in the document,
		* `name` will be used as a prefix for a new unique anchor.
		* If `name` is undefined, the generated anchor will use 'a' as a prefix.
		*/
		createAlias(node, name) {
			if (!node.anchor) {
				const prev = anchors.anchorNames(this);
				node.anchor = !name || prev.has(name) ? anchors.findNewAnchor(name || "a", prev) : name;
			}
			return new Alias.Alias(node.anchor);
		}
		createNode(value, replacer, options) {
			let _replacer = void 0;
			if (typeof replacer === "function") {
				value = replacer.call({ "": value }, "", value);
				_replacer = replacer;
			} else if (Array.isArray(replacer)) {
				const keyToStr = (v) => typeof v === "number" || v instanceof String || v instanceof Number;
				const asStr = replacer.filter(keyToStr).map(String);
				if (asStr.length > 0) replacer = replacer.concat(asStr);
				_replacer = replacer;
			} else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
			const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, anchorPrefix || "a");
			const ctx = {
				aliasDuplicateObjects: aliasDuplicateObjects ?? true,
				keepUndefined: keepUndefined ?? false,
				onAnchor,
				onTagObj,
				replacer: _replacer,
				schema: this.schema,
				sourceObjects
			};
			const node = createNode.createNode(value, tag, ctx);
			if (flow && identity.isCollection(node)) node.flow = true;
			setAnchors();
			return node;
		}
		/**
		* Convert a key and a value into a `Pair` using the current schema,
		* recursively wrapping all values as `Scalar` or `Collection` nodes.
		*/
		createPair(key, value, options = {}) {
			const k = this.createNode(key, null, options);
			const v = this.createNode(value, null, options);
			return new Pair.Pair(k, v);
		}
		/**
		* Removes a value from the document.
		* @returns `true` if the item was found and removed.
		*/
		delete(key) {
			return assertCollection(this.contents) ? this.contents.delete(key) : false;
		}
		/**
		* Removes a value from the document.
		* @returns `true` if the item was found and removed.
		*/
		deleteIn(path) {
			if (Collection.isEmptyPath(path)) {
				if (this.contents == null) return false;
				this.contents = null;
				return true;
			}
			return assertCollection(this.contents) ? this.contents.deleteIn(path) : false;
		}
		/**
		* Returns item at `key`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		get(key, keepScalar) {
			return identity.isCollection(this.contents) ? this.contents.get(key, keepScalar) : void 0;
		}
		/**
		* Returns item at `path`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		getIn(path, keepScalar) {
			if (Collection.isEmptyPath(path)) return !keepScalar && identity.isScalar(this.contents) ? this.contents.value : this.contents;
			return identity.isCollection(this.contents) ? this.contents.getIn(path, keepScalar) : void 0;
		}
		/**
		* Checks if the document includes a value with the key `key`.
		*/
		has(key) {
			return identity.isCollection(this.contents) ? this.contents.has(key) : false;
		}
		/**
		* Checks if the document includes a value at `path`.
		*/
		hasIn(path) {
			if (Collection.isEmptyPath(path)) return this.contents !== void 0;
			return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
		}
		/**
		* Sets a value in this document. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		set(key, value) {
			if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, [key], value);
			else if (assertCollection(this.contents)) this.contents.set(key, value);
		}
		/**
		* Sets a value in this document. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		setIn(path, value) {
			if (Collection.isEmptyPath(path)) this.contents = value;
			else if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
			else if (assertCollection(this.contents)) this.contents.setIn(path, value);
		}
		/**
		* Change the YAML version and schema used by the document.
		* A `null` version disables support for directives, explicit tags, anchors, and aliases.
		* It also requires the `schema` option to be given as a `Schema` instance value.
		*
		* Overrides all previously set schema options.
		*/
		setSchema(version, options = {}) {
			if (typeof version === "number") version = String(version);
			let opt;
			switch (version) {
				case "1.1":
					if (this.directives) this.directives.yaml.version = "1.1";
					else this.directives = new directives.Directives({ version: "1.1" });
					opt = {
						resolveKnownTags: false,
						schema: "yaml-1.1"
					};
					break;
				case "1.2":
				case "next":
					if (this.directives) this.directives.yaml.version = version;
					else this.directives = new directives.Directives({ version });
					opt = {
						resolveKnownTags: true,
						schema: "core"
					};
					break;
				case null:
					if (this.directives) delete this.directives;
					opt = null;
					break;
				default: {
					const sv = JSON.stringify(version);
					throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
				}
			}
			if (options.schema instanceof Object) this.schema = options.schema;
			else if (opt) this.schema = new Schema.Schema(Object.assign(opt, options));
			else throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
		}
		toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			const ctx = {
				anchors: /* @__PURE__ */ new Map(),
				doc: this,
				keep: !json,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this.contents, jsonArg ?? "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
		/**
		* A JSON representation of the document `contents`.
		*
		* @param jsonArg Used by `JSON.stringify` to indicate the array index or
		*   property name.
		*/
		toJSON(jsonArg, onAnchor) {
			return this.toJS({
				json: true,
				jsonArg,
				mapAsMap: false,
				onAnchor
			});
		}
		/** A YAML representation of the document. */
		toString(options = {}) {
			if (this.errors.length > 0) throw new Error("Document with errors cannot be stringified");
			if ("indent" in options && (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
				const s = JSON.stringify(options.indent);
				throw new Error(`"indent" option must be a positive integer, not ${s}`);
			}
			return stringifyDocument.stringifyDocument(this, options);
		}
	};
	function assertCollection(contents) {
		if (identity.isCollection(contents)) return true;
		throw new Error("Expected a YAML collection as document contents");
	}
	exports.Document = Document;
}));
// node_modules/yaml/dist/errors.js
var require_errors = /* @__PURE__ */ __commonJSMin(((exports) => {
	var YAMLError = class extends Error {
		constructor(name, pos, code, message) {
			super();
			this.name = name;
			this.code = code;
			this.message = message;
			this.pos = pos;
		}
	};
	var YAMLParseError = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLParseError", pos, code, message);
		}
	};
	var YAMLWarning = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLWarning", pos, code, message);
		}
	};
	const prettifyError = (src, lc) => (error) => {
		if (error.pos[0] === -1) return;
		error.linePos = error.pos.map((pos) => lc.linePos(pos));
		const { line, col } = error.linePos[0];
		error.message += ` at line ${line}, column ${col}`;
		let ci = col - 1;
		let lineStr = src.substring(lc.lineStarts[line - 1], lc.lineStarts[line]).replace(/[\n\r]+$/, "");
		if (ci >= 60 && lineStr.length > 80) {
			const trimStart = Math.min(ci - 39, lineStr.length - 79);
			lineStr = "…" + lineStr.substring(trimStart);
			ci -= trimStart - 1;
		}
		if (lineStr.length > 80) lineStr = lineStr.substring(0, 79) + "…";
		if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
			let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
			if (prev.length > 80) prev = prev.substring(0, 79) + "…\n";
			lineStr = prev + lineStr;
		}
		if (/[^ ]/.test(lineStr)) {
			let count = 1;
			const end = error.linePos[1];
			if (end?.line === line && end.col > col) count = Math.max(1, Math.min(end.col - col, 80 - ci));
			const pointer = " ".repeat(ci) + "^".repeat(count);
			error.message += `:\n\n${lineStr}\n${pointer}\n`;
		}
	};
	exports.YAMLError = YAMLError;
	exports.YAMLParseError = YAMLParseError;
	exports.YAMLWarning = YAMLWarning;
	exports.prettifyError = prettifyError;
}));
// node_modules/yaml/dist/compose/resolve-props.js
var require_resolve_props = /* @__PURE__ */ __commonJSMin(((exports) => {
	function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
		let spaceBefore = false;
		let atNewline = startOnNewline;
		let hasSpace = startOnNewline;
		let comment = "";
		let commentSep = "";
		let hasNewline = false;
		let reqSpace = false;
		let tab = null;
		let anchor = null;
		let tag = null;
		let newlineAfterProp = null;
		let comma = null;
		let found = null;
		let start = null;
		for (const token of tokens) {
			if (reqSpace) {
				if (token.type !== "space" && token.type !== "newline" && token.type !== "comma") onError(token.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
				reqSpace = false;
			}
			if (tab) {
				if (atNewline && token.type !== "comment" && token.type !== "newline") onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
				tab = null;
			}
			switch (token.type) {
				case "space":
					if (!flow && (indicator !== "doc-start" || next?.type !== "flow-collection") && token.source.includes("	")) tab = token;
					hasSpace = true;
					break;
				case "comment": {
					if (!hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					const cb = token.source.substring(1) || " ";
					if (!comment) comment = cb;
					else comment += commentSep + cb;
					commentSep = "";
					atNewline = false;
					break;
				}
				case "newline":
					if (atNewline) {
						if (comment) comment += token.source;
						else if (!found || indicator !== "seq-item-ind") spaceBefore = true;
					} else commentSep += token.source;
					atNewline = true;
					hasNewline = true;
					if (anchor || tag) newlineAfterProp = token;
					hasSpace = true;
					break;
				case "anchor":
					if (anchor) onError(token, "MULTIPLE_ANCHORS", "A node can have at most one anchor");
					if (token.source.endsWith(":")) onError(token.offset + token.source.length - 1, "BAD_ALIAS", "Anchor ending in : is ambiguous", true);
					anchor = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case "tag":
					if (tag) onError(token, "MULTIPLE_TAGS", "A node can have at most one tag");
					tag = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case indicator:
					if (anchor || tag) onError(token, "BAD_PROP_ORDER", `Anchors and tags must be after the ${token.source} indicator`);
					if (found) onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.source} in ${flow ?? "collection"}`);
					found = token;
					atNewline = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
					hasSpace = false;
					break;
				case "comma": if (flow) {
					if (comma) onError(token, "UNEXPECTED_TOKEN", `Unexpected , in ${flow}`);
					comma = token;
					atNewline = false;
					hasSpace = false;
					break;
				}
				default:
					onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.type} token`);
					atNewline = false;
					hasSpace = false;
			}
		}
		const last = tokens[tokens.length - 1];
		const end = last ? last.offset + last.source.length : offset;
		if (reqSpace && next && next.type !== "space" && next.type !== "newline" && next.type !== "comma" && (next.type !== "scalar" || next.source !== "")) onError(next.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
		if (tab && (atNewline && tab.indent <= parentIndent || next?.type === "block-map" || next?.type === "block-seq")) onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
		return {
			comma,
			found,
			spaceBefore,
			comment,
			hasNewline,
			anchor,
			tag,
			newlineAfterProp,
			end,
			start: start ?? end
		};
	}
	exports.resolveProps = resolveProps;
}));
// node_modules/yaml/dist/compose/util-contains-newline.js
var require_util_contains_newline = /* @__PURE__ */ __commonJSMin(((exports) => {
	function containsNewline(key) {
		if (!key) return null;
		switch (key.type) {
			case "alias":
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				if (key.source.includes("\n")) return true;
				if (key.end) {
					for (const st of key.end) if (st.type === "newline") return true;
				}
				return false;
			case "flow-collection":
				for (const it of key.items) {
					for (const st of it.start) if (st.type === "newline") return true;
					if (it.sep) {
						for (const st of it.sep) if (st.type === "newline") return true;
					}
					if (containsNewline(it.key) || containsNewline(it.value)) return true;
				}
				return false;
			default: return true;
		}
	}
	exports.containsNewline = containsNewline;
}));
// node_modules/yaml/dist/compose/util-flow-indent-check.js
var require_util_flow_indent_check = /* @__PURE__ */ __commonJSMin(((exports) => {
	var utilContainsNewline = require_util_contains_newline();
	function flowIndentCheck(indent, fc, onError) {
		if (fc?.type === "flow-collection") {
			const end = fc.end[0];
			if (end.indent === indent && (end.source === "]" || end.source === "}") && utilContainsNewline.containsNewline(fc)) onError(end, "BAD_INDENT", "Flow end indicator should be more indented than parent", true);
		}
	}
	exports.flowIndentCheck = flowIndentCheck;
}));
// node_modules/yaml/dist/compose/util-map-includes.js
var require_util_map_includes = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	function mapIncludes(ctx, items, search) {
		const { uniqueKeys } = ctx.options;
		if (uniqueKeys === false) return false;
		const isEqual = typeof uniqueKeys === "function" ? uniqueKeys : (a, b) => a === b || identity.isScalar(a) && identity.isScalar(b) && a.value === b.value;
		return items.some((pair) => isEqual(pair.key, search));
	}
	exports.mapIncludes = mapIncludes;
}));
// node_modules/yaml/dist/compose/resolve-block-map.js
var require_resolve_block_map = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	var utilMapIncludes = require_util_map_includes();
	const startColMsg = "All mapping items must start at the same column";
	function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
		const map = new ((tag?.nodeClass) ?? YAMLMap.YAMLMap)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		let offset = bm.offset;
		let commentEnd = null;
		for (const collItem of bm.items) {
			const { start, key, sep, value } = collItem;
			const keyProps = resolveProps.resolveProps(start, {
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: bm.indent,
				startOnNewline: true
			});
			const implicitKey = !keyProps.found;
			if (implicitKey) {
				if (key) {
					if (key.type === "block-seq") onError(offset, "BLOCK_AS_IMPLICIT_KEY", "A block sequence may not be used as an implicit map key");
					else if ("indent" in key && key.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
				}
				if (!keyProps.anchor && !keyProps.tag && !sep) {
					commentEnd = keyProps.end;
					if (keyProps.comment) {
						if (map.comment) map.comment += "\n" + keyProps.comment;
						else map.comment = keyProps.comment;
					}
					continue;
				}
				if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) onError(key ?? start[start.length - 1], "MULTILINE_IMPLICIT_KEY", "Implicit keys need to be on a single line");
			} else if (keyProps.found?.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
			ctx.atKey = true;
			const keyStart = keyProps.end;
			const keyNode = key ? composeNode(ctx, key, keyProps, onError) : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
			ctx.atKey = false;
			if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
			const valueProps = resolveProps.resolveProps(sep ?? [], {
				indicator: "map-value-ind",
				next: value,
				offset: keyNode.range[2],
				onError,
				parentIndent: bm.indent,
				startOnNewline: !key || key.type === "block-scalar"
			});
			offset = valueProps.end;
			if (valueProps.found) {
				if (implicitKey) {
					if (value?.type === "block-map" && !valueProps.hasNewline) onError(offset, "BLOCK_AS_IMPLICIT_KEY", "Nested mappings are not allowed in compact mappings");
					if (ctx.options.strict && keyProps.start < valueProps.found.offset - 1024) onError(keyNode.range, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit block mapping key");
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
				if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
				offset = valueNode.range[2];
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			} else {
				if (implicitKey) onError(keyNode.range, "MISSING_CHAR", "Implicit map keys need to be followed by map values");
				if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			}
		}
		if (commentEnd && commentEnd < offset) onError(commentEnd, "IMPOSSIBLE", "Map comment with trailing content");
		map.range = [
			bm.offset,
			offset,
			commentEnd ?? offset
		];
		return map;
	}
	exports.resolveBlockMap = resolveBlockMap;
}));
// node_modules/yaml/dist/compose/resolve-block-seq.js
var require_resolve_block_seq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var YAMLSeq = require_YAMLSeq();
	var resolveProps = require_resolve_props();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
		const seq = new ((tag?.nodeClass) ?? YAMLSeq.YAMLSeq)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = bs.offset;
		let commentEnd = null;
		for (const { start, value } of bs.items) {
			const props = resolveProps.resolveProps(start, {
				indicator: "seq-item-ind",
				next: value,
				offset,
				onError,
				parentIndent: bs.indent,
				startOnNewline: true
			});
			if (!props.found) {
				if (props.anchor || props.tag || value) {
					if (value?.type === "block-seq") onError(props.end, "BAD_INDENT", "All sequence items must start at the same column");
					else onError(offset, "MISSING_CHAR", "Sequence item without - indicator");
				} else {
					commentEnd = props.end;
					if (props.comment) seq.comment = props.comment;
					continue;
				}
			}
			const node = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start, null, props, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
			offset = node.range[2];
			seq.items.push(node);
		}
		seq.range = [
			bs.offset,
			offset,
			commentEnd ?? offset
		];
		return seq;
	}
	exports.resolveBlockSeq = resolveBlockSeq;
}));
// node_modules/yaml/dist/compose/resolve-end.js
var require_resolve_end = /* @__PURE__ */ __commonJSMin(((exports) => {
	function resolveEnd(end, offset, reqSpace, onError) {
		let comment = "";
		if (end) {
			let hasSpace = false;
			let sep = "";
			for (const token of end) {
				const { source, type } = token;
				switch (type) {
					case "space":
						hasSpace = true;
						break;
					case "comment": {
						if (reqSpace && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
						const cb = source.substring(1) || " ";
						if (!comment) comment = cb;
						else comment += sep + cb;
						sep = "";
						break;
					}
					case "newline":
						if (comment) sep += source;
						hasSpace = true;
						break;
					default: onError(token, "UNEXPECTED_TOKEN", `Unexpected ${type} at node end`);
				}
				offset += source.length;
			}
		}
		return {
			comment,
			offset
		};
	}
	exports.resolveEnd = resolveEnd;
}));
// node_modules/yaml/dist/compose/resolve-flow-collection.js
var require_resolve_flow_collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilMapIncludes = require_util_map_includes();
	const blockMsg = "Block collections are not allowed within flow collections";
	const isBlock = (token) => token && (token.type === "block-map" || token.type === "block-seq");
	function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
		const isMap = fc.start.source === "{";
		const fcName = isMap ? "flow map" : "flow sequence";
		const coll = new ((tag?.nodeClass) ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq))(ctx.schema);
		coll.flow = true;
		const atRoot = ctx.atRoot;
		if (atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = fc.offset + fc.start.source.length;
		for (let i = 0; i < fc.items.length; ++i) {
			const collItem = fc.items[i];
			const { start, key, sep, value } = collItem;
			const props = resolveProps.resolveProps(start, {
				flow: fcName,
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: fc.indent,
				startOnNewline: false
			});
			if (!props.found) {
				if (!props.anchor && !props.tag && !sep && !value) {
					if (i === 0 && props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
					else if (i < fc.items.length - 1) onError(props.start, "UNEXPECTED_TOKEN", `Unexpected empty item in ${fcName}`);
					if (props.comment) {
						if (coll.comment) coll.comment += "\n" + props.comment;
						else coll.comment = props.comment;
					}
					offset = props.end;
					continue;
				}
				if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key)) onError(key, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
			}
			if (i === 0) {
				if (props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
			} else {
				if (!props.comma) onError(props.start, "MISSING_CHAR", `Missing , between ${fcName} items`);
				if (props.comment) {
					let prevItemComment = "";
					loop: for (const st of start) switch (st.type) {
						case "comma":
						case "space": break;
						case "comment":
							prevItemComment = st.source.substring(1);
							break loop;
						default: break loop;
					}
					if (prevItemComment) {
						let prev = coll.items[coll.items.length - 1];
						if (identity.isPair(prev)) prev = prev.value ?? prev.key;
						if (prev.comment) prev.comment += "\n" + prevItemComment;
						else prev.comment = prevItemComment;
						props.comment = props.comment.substring(prevItemComment.length + 1);
					}
				}
			}
			if (!isMap && !sep && !props.found) {
				const valueNode = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, sep, null, props, onError);
				coll.items.push(valueNode);
				offset = valueNode.range[2];
				if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
			} else {
				ctx.atKey = true;
				const keyStart = props.end;
				const keyNode = key ? composeNode(ctx, key, props, onError) : composeEmptyNode(ctx, keyStart, start, null, props, onError);
				if (isBlock(key)) onError(keyNode.range, "BLOCK_IN_FLOW", blockMsg);
				ctx.atKey = false;
				const valueProps = resolveProps.resolveProps(sep ?? [], {
					flow: fcName,
					indicator: "map-value-ind",
					next: value,
					offset: keyNode.range[2],
					onError,
					parentIndent: fc.indent,
					startOnNewline: false
				});
				if (valueProps.found) {
					if (!isMap && !props.found && ctx.options.strict) {
						if (sep) for (const st of sep) {
							if (st === valueProps.found) break;
							if (st.type === "newline") {
								onError(st, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
								break;
							}
						}
						if (props.start < valueProps.found.offset - 1024) onError(valueProps.found, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit flow sequence key");
					}
				} else if (value) {
					if ("source" in value && value.source?.[0] === ":") onError(value, "MISSING_CHAR", `Missing space after : in ${fcName}`);
					else onError(valueProps.start, "MISSING_CHAR", `Missing , or : between ${fcName} items`);
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : valueProps.found ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError) : null;
				if (valueNode) {
					if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
				} else if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				if (isMap) {
					const map = coll;
					if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
					map.items.push(pair);
				} else {
					const map = new YAMLMap.YAMLMap(ctx.schema);
					map.flow = true;
					map.items.push(pair);
					const endRange = (valueNode ?? keyNode).range;
					map.range = [
						keyNode.range[0],
						endRange[1],
						endRange[2]
					];
					coll.items.push(map);
				}
				offset = valueNode ? valueNode.range[2] : valueProps.end;
			}
		}
		const expectedEnd = isMap ? "}" : "]";
		const [ce, ...ee] = fc.end;
		let cePos = offset;
		if (ce?.source === expectedEnd) cePos = ce.offset + ce.source.length;
		else {
			const name = fcName[0].toUpperCase() + fcName.substring(1);
			const msg = atRoot ? `${name} must end with a ${expectedEnd}` : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
			onError(offset, atRoot ? "MISSING_CHAR" : "BAD_INDENT", msg);
			if (ce && ce.source.length !== 1) ee.unshift(ce);
		}
		if (ee.length > 0) {
			const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
			if (end.comment) {
				if (coll.comment) coll.comment += "\n" + end.comment;
				else coll.comment = end.comment;
			}
			coll.range = [
				fc.offset,
				cePos,
				end.offset
			];
		} else coll.range = [
			fc.offset,
			cePos,
			cePos
		];
		return coll;
	}
	exports.resolveFlowCollection = resolveFlowCollection;
}));
// node_modules/yaml/dist/compose/compose-collection.js
var require_compose_collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveBlockMap = require_resolve_block_map();
	var resolveBlockSeq = require_resolve_block_seq();
	var resolveFlowCollection = require_resolve_flow_collection();
	function resolveCollection(CN, ctx, token, onError, tagName, tag) {
		const coll = token.type === "block-map" ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag) : token.type === "block-seq" ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag) : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
		const Coll = coll.constructor;
		if (tagName === "!" || tagName === Coll.tagName) {
			coll.tag = Coll.tagName;
			return coll;
		}
		if (tagName) coll.tag = tagName;
		return coll;
	}
	function composeCollection(CN, ctx, token, props, onError) {
		const tagToken = props.tag;
		const tagName = !tagToken ? null : ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg));
		if (token.type === "block-seq") {
			const { anchor, newlineAfterProp: nl } = props;
			const lastProp = anchor && tagToken ? anchor.offset > tagToken.offset ? anchor : tagToken : anchor ?? tagToken;
			if (lastProp && (!nl || nl.offset < lastProp.offset)) onError(lastProp, "MISSING_CHAR", "Missing newline after block sequence props");
		}
		const expType = token.type === "block-map" ? "map" : token.type === "block-seq" ? "seq" : token.start.source === "{" ? "map" : "seq";
		if (!tagToken || !tagName || tagName === "!" || tagName === YAMLMap.YAMLMap.tagName && expType === "map" || tagName === YAMLSeq.YAMLSeq.tagName && expType === "seq") return resolveCollection(CN, ctx, token, onError, tagName);
		let tag = ctx.schema.tags.find((t) => t.tag === tagName && t.collection === expType);
		if (!tag) {
			const kt = ctx.schema.knownTags[tagName];
			if (kt?.collection === expType) {
				ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
				tag = kt;
			} else {
				if (kt) onError(tagToken, "BAD_COLLECTION_TYPE", `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? "scalar"}`, true);
				else onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, true);
				return resolveCollection(CN, ctx, token, onError, tagName);
			}
		}
		const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
		const res = tag.resolve?.(coll, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg), ctx.options) ?? coll;
		const node = identity.isNode(res) ? res : new Scalar.Scalar(res);
		node.range = coll.range;
		node.tag = tagName;
		if (tag?.format) node.format = tag.format;
		return node;
	}
	exports.composeCollection = composeCollection;
}));
// node_modules/yaml/dist/compose/resolve-block-scalar.js
var require_resolve_block_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function resolveBlockScalar(ctx, scalar, onError) {
		const start = scalar.offset;
		const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
		if (!header) return {
			value: "",
			type: null,
			comment: "",
			range: [
				start,
				start,
				start
			]
		};
		const type = header.mode === ">" ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
		const lines = scalar.source ? splitLines(scalar.source) : [];
		let chompStart = lines.length;
		for (let i = lines.length - 1; i >= 0; --i) {
			const content = lines[i][1];
			if (content === "" || content === "\r") chompStart = i;
			else break;
		}
		if (chompStart === 0) {
			const value = header.chomp === "+" && lines.length > 0 ? "\n".repeat(Math.max(1, lines.length - 1)) : "";
			let end = start + header.length;
			if (scalar.source) end += scalar.source.length;
			return {
				value,
				type,
				comment: header.comment,
				range: [
					start,
					end,
					end
				]
			};
		}
		let trimIndent = scalar.indent + header.indent;
		let offset = scalar.offset + header.length;
		let contentStart = 0;
		for (let i = 0; i < chompStart; ++i) {
			const [indent, content] = lines[i];
			if (content === "" || content === "\r") {
				if (header.indent === 0 && indent.length > trimIndent) trimIndent = indent.length;
			} else {
				if (indent.length < trimIndent) onError(offset + indent.length, "MISSING_CHAR", "Block scalars with more-indented leading empty lines must use an explicit indentation indicator");
				if (header.indent === 0) trimIndent = indent.length;
				contentStart = i;
				if (trimIndent === 0 && !ctx.atRoot) onError(offset, "BAD_INDENT", "Block scalar values in collections must be indented");
				break;
			}
			offset += indent.length + content.length + 1;
		}
		for (let i = lines.length - 1; i >= chompStart; --i) if (lines[i][0].length > trimIndent) chompStart = i + 1;
		let value = "";
		let sep = "";
		let prevMoreIndented = false;
		for (let i = 0; i < contentStart; ++i) value += lines[i][0].slice(trimIndent) + "\n";
		for (let i = contentStart; i < chompStart; ++i) {
			let [indent, content] = lines[i];
			offset += indent.length + content.length + 1;
			const crlf = content[content.length - 1] === "\r";
			if (crlf) content = content.slice(0, -1);
			/* istanbul ignore if already caught in lexer */
			if (content && indent.length < trimIndent) {
				const message = `Block scalar lines must not be less indented than their ${header.indent ? "explicit indentation indicator" : "first line"}`;
				onError(offset - content.length - (crlf ? 2 : 1), "BAD_INDENT", message);
				indent = "";
			}
			if (type === Scalar.Scalar.BLOCK_LITERAL) {
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
			} else if (indent.length > trimIndent || content[0] === "	") {
				if (sep === " ") sep = "\n";
				else if (!prevMoreIndented && sep === "\n") sep = "\n\n";
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
				prevMoreIndented = true;
			} else if (content === "") {
				if (sep === "\n") value += "\n";
				else sep = "\n";
			} else {
				value += sep + content;
				sep = " ";
				prevMoreIndented = false;
			}
		}
		switch (header.chomp) {
			case "-": break;
			case "+":
				for (let i = chompStart; i < lines.length; ++i) value += "\n" + lines[i][0].slice(trimIndent);
				if (value[value.length - 1] !== "\n") value += "\n";
				break;
			default: value += "\n";
		}
		const end = start + header.length + scalar.source.length;
		return {
			value,
			type,
			comment: header.comment,
			range: [
				start,
				end,
				end
			]
		};
	}
	function parseBlockScalarHeader({ offset, props }, strict, onError) {
		/* istanbul ignore if should not happen */
		if (props[0].type !== "block-scalar-header") {
			onError(props[0], "IMPOSSIBLE", "Block scalar header not found");
			return null;
		}
		const { source } = props[0];
		const mode = source[0];
		let indent = 0;
		let chomp = "";
		let error = -1;
		for (let i = 1; i < source.length; ++i) {
			const ch = source[i];
			if (!chomp && (ch === "-" || ch === "+")) chomp = ch;
			else {
				const n = Number(ch);
				if (!indent && n) indent = n;
				else if (error === -1) error = offset + i;
			}
		}
		if (error !== -1) onError(error, "UNEXPECTED_TOKEN", `Block scalar header includes extra characters: ${source}`);
		let hasSpace = false;
		let comment = "";
		let length = source.length;
		for (let i = 1; i < props.length; ++i) {
			const token = props[i];
			switch (token.type) {
				case "space": hasSpace = true;
				case "newline":
					length += token.source.length;
					break;
				case "comment":
					if (strict && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					length += token.source.length;
					comment = token.source.substring(1);
					break;
				case "error":
					onError(token, "UNEXPECTED_TOKEN", token.message);
					length += token.source.length;
					break;
				/* istanbul ignore next should not happen */
				default: {
					onError(token, "UNEXPECTED_TOKEN", `Unexpected token in block scalar header: ${token.type}`);
					const ts = token.source;
					if (ts && typeof ts === "string") length += ts.length;
				}
			}
		}
		return {
			mode,
			indent,
			chomp,
			comment,
			length
		};
	}
	/** @returns Array of lines split up as `[indent, content]` */
	function splitLines(source) {
		const split = source.split(/\n( *)/);
		const first = split[0];
		const m = first.match(/^( *)/);
		const lines = [m?.[1] ? [m[1], first.slice(m[1].length)] : ["", first]];
		for (let i = 1; i < split.length; i += 2) lines.push([split[i], split[i + 1]]);
		return lines;
	}
	exports.resolveBlockScalar = resolveBlockScalar;
}));
// node_modules/yaml/dist/compose/resolve-flow-scalar.js
var require_resolve_flow_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var resolveEnd = require_resolve_end();
	function resolveFlowScalar(scalar, strict, onError) {
		const { offset, type, source, end } = scalar;
		let _type;
		let value;
		const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
		switch (type) {
			case "scalar":
				_type = Scalar.Scalar.PLAIN;
				value = plainValue(source, _onError);
				break;
			case "single-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_SINGLE;
				value = singleQuotedValue(source, _onError);
				break;
			case "double-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_DOUBLE;
				value = doubleQuotedValue(source, _onError);
				break;
			/* istanbul ignore next should not happen */
			default:
				onError(scalar, "UNEXPECTED_TOKEN", `Expected a flow scalar value, but found: ${type}`);
				return {
					value: "",
					type: null,
					comment: "",
					range: [
						offset,
						offset + source.length,
						offset + source.length
					]
				};
		}
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
		return {
			value,
			type: _type,
			comment: re.comment,
			range: [
				offset,
				valueEnd,
				re.offset
			]
		};
	}
	function plainValue(source, onError) {
		let badChar = "";
		switch (source[0]) {
			/* istanbul ignore next should not happen */
			case "	":
				badChar = "a tab character";
				break;
			case ",":
				badChar = "flow indicator character ,";
				break;
			case "%":
				badChar = "directive indicator character %";
				break;
			case "|":
			case ">":
				badChar = `block scalar indicator ${source[0]}`;
				break;
			case "@":
			case "`": badChar = `reserved character ${source[0]}`;
		}
		if (badChar) onError(0, "BAD_SCALAR_START", `Plain value cannot start with ${badChar}`);
		return unfoldLines(source);
	}
	function singleQuotedValue(source, onError) {
		if (source[source.length - 1] !== "'" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing 'quote");
		return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
	}
	function unfoldLines(source) {
		const line = /(.*?)\r?\n/sy;
		let match = line.exec(source);
		if (!match) return source;
		/**
		* The negative lookbehinds in these RegExps are to
		* prevent causing a polynomial search time in certain cases.
		*
		* The try-catch is for Safari < 16.4 and other old browsers:
		* https://caniuse.com/js-regexp-lookbehind
		*/
		let trimEnd, trimBoth;
		try {
			trimEnd = new RegExp("(?<![ 	])[ 	]+$");
			trimBoth = new RegExp("^[ 	]+|(?<![ 	])[ 	]+$", "g");
		} catch {
			trimEnd = /[ \t]+$/;
			trimBoth = /^[ \t]+|[ \t]+$/g;
		}
		let res = match[1].replace(trimEnd, "");
		let sep = " ";
		let pos = line.lastIndex;
		while (match = line.exec(source)) {
			const lm = match[1].replace(trimBoth, "");
			if (lm === "") {
				if (sep === "\n") res += sep;
				else sep = "\n";
			} else {
				res += sep + lm;
				sep = " ";
			}
			pos = line.lastIndex;
		}
		const last = /[ \t]*(.*)/sy;
		last.lastIndex = pos;
		match = last.exec(source);
		return res + sep + (match?.[1] ?? "");
	}
	function doubleQuotedValue(source, onError) {
		let res = "";
		for (let i = 1; i < source.length - 1; ++i) {
			const ch = source[i];
			if (ch === "\r" && source[i + 1] === "\n") continue;
			if (ch === "\n") {
				const { fold, offset } = foldNewline(source, i);
				res += fold;
				i = offset;
			} else if (ch === "\\") {
				let next = source[++i];
				const cc = escapeCodes[next];
				if (cc) res += cc;
				else if (next === "\n") {
					next = source[i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "\r" && source[i + 1] === "\n") {
					next = source[++i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "x" || next === "u" || next === "U") {
					const length = next === "x" ? 2 : next === "u" ? 4 : 8;
					res += parseCharCode(source, i + 1, length, onError);
					i += length;
				} else {
					const raw = source.substr(i - 1, 2);
					onError(i - 1, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
					res += raw;
				}
			} else if (ch === " " || ch === "	") {
				const wsStart = i;
				let next = source[i + 1];
				while (next === " " || next === "	") next = source[++i + 1];
				if (next !== "\n" && !(next === "\r" && source[i + 2] === "\n")) res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
			} else res += ch;
		}
		if (source[source.length - 1] !== "\"" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing \"quote");
		return res;
	}
	/**
	* Fold a single newline into a space, multiple newlines to N - 1 newlines.
	* Presumes `source[offset] === '\n'`
	*/
	function foldNewline(source, offset) {
		let fold = "";
		let ch = source[offset + 1];
		while (ch === " " || ch === "	" || ch === "\n" || ch === "\r") {
			if (ch === "\r" && source[offset + 2] !== "\n") break;
			if (ch === "\n") fold += "\n";
			offset += 1;
			ch = source[offset + 1];
		}
		if (!fold) fold = " ";
		return {
			fold,
			offset
		};
	}
	const escapeCodes = {
		"0": "\0",
		a: "\x07",
		b: "\b",
		e: "\x1B",
		f: "\f",
		n: "\n",
		r: "\r",
		t: "	",
		v: "\v",
		N: "",
		_: "\xA0",
		L: "\u2028",
		P: "\u2029",
		" ": " ",
		"\"": "\"",
		"/": "/",
		"\\": "\\",
		"	": "	"
	};
	function parseCharCode(source, offset, length, onError) {
		const cc = source.substr(offset, length);
		const code = cc.length === length && /^[0-9a-fA-F]+$/.test(cc) ? parseInt(cc, 16) : NaN;
		try {
			return String.fromCodePoint(code);
		} catch {
			const raw = source.substr(offset - 2, length + 2);
			onError(offset - 2, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
			return raw;
		}
	}
	exports.resolveFlowScalar = resolveFlowScalar;
}));
// node_modules/yaml/dist/compose/compose-scalar.js
var require_compose_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	function composeScalar(ctx, token, tagToken, onError) {
		const { value, type, comment, range } = token.type === "block-scalar" ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError) : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
		const tagName = tagToken ? ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg)) : null;
		let tag;
		if (ctx.options.stringKeys && ctx.atKey) tag = ctx.schema[identity.SCALAR];
		else if (tagName) tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
		else if (token.type === "scalar") tag = findScalarTagByTest(ctx, value, token, onError);
		else tag = ctx.schema[identity.SCALAR];
		let scalar;
		try {
			const res = tag.resolve(value, (msg) => onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg), ctx.options);
			scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
		} catch (error) {
			const msg = error instanceof Error ? error.message : String(error);
			onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg);
			scalar = new Scalar.Scalar(value);
		}
		scalar.range = range;
		scalar.source = value;
		if (type) scalar.type = type;
		if (tagName) scalar.tag = tagName;
		if (tag.format) scalar.format = tag.format;
		if (comment) scalar.comment = comment;
		return scalar;
	}
	function findScalarTagByName(schema, value, tagName, tagToken, onError) {
		if (tagName === "!") return schema[identity.SCALAR];
		const matchWithTest = [];
		for (const tag of schema.tags) if (!tag.collection && tag.tag === tagName) {
			if (tag.default && tag.test) matchWithTest.push(tag);
			else return tag;
		}
		for (const tag of matchWithTest) if (tag.test?.test(value)) return tag;
		const kt = schema.knownTags[tagName];
		if (kt && !kt.collection) {
			schema.tags.push(Object.assign({}, kt, {
				default: false,
				test: void 0
			}));
			return kt;
		}
		onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, tagName !== "tag:yaml.org,2002:str");
		return schema[identity.SCALAR];
	}
	function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
		const tag = schema.tags.find((tag) => (tag.default === true || atKey && tag.default === "key") && tag.test?.test(value)) || schema[identity.SCALAR];
		if (schema.compat) {
			const compat = schema.compat.find((tag) => tag.default && tag.test?.test(value)) ?? schema[identity.SCALAR];
			if (tag.tag !== compat.tag) onError(token, "TAG_RESOLVE_FAILED", `Value may be parsed as either ${directives.tagString(tag.tag)} or ${directives.tagString(compat.tag)}`, true);
		}
		return tag;
	}
	exports.composeScalar = composeScalar;
}));
// node_modules/yaml/dist/compose/util-empty-scalar-position.js
var require_util_empty_scalar_position = /* @__PURE__ */ __commonJSMin(((exports) => {
	function emptyScalarPosition(offset, before, pos) {
		if (before) {
			pos ?? (pos = before.length);
			for (let i = pos - 1; i >= 0; --i) {
				let st = before[i];
				switch (st.type) {
					case "space":
					case "comment":
					case "newline":
						offset -= st.source.length;
						continue;
				}
				st = before[++i];
				while (st?.type === "space") {
					offset += st.source.length;
					st = before[++i];
				}
				break;
			}
		}
		return offset;
	}
	exports.emptyScalarPosition = emptyScalarPosition;
}));
// node_modules/yaml/dist/compose/compose-node.js
var require_compose_node = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var composeCollection = require_compose_collection();
	var composeScalar = require_compose_scalar();
	var resolveEnd = require_resolve_end();
	var utilEmptyScalarPosition = require_util_empty_scalar_position();
	const CN = {
		composeNode,
		composeEmptyNode
	};
	function composeNode(ctx, token, props, onError) {
		const atKey = ctx.atKey;
		const { spaceBefore, comment, anchor, tag } = props;
		let node;
		let isSrcToken = true;
		switch (token.type) {
			case "alias":
				node = composeAlias(ctx, token, onError);
				if (anchor || tag) onError(token, "ALIAS_PROPS", "An alias node must not specify any properties");
				break;
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "block-scalar":
				node = composeScalar.composeScalar(ctx, token, tag, onError);
				if (anchor) node.anchor = anchor.source.substring(1);
				break;
			case "block-map":
			case "block-seq":
			case "flow-collection":
				try {
					node = composeCollection.composeCollection(CN, ctx, token, props, onError);
					if (anchor) node.anchor = anchor.source.substring(1);
				} catch (error) {
					onError(token, "RESOURCE_EXHAUSTION", error instanceof Error ? error.message : String(error));
				}
				break;
			default:
				onError(token, "UNEXPECTED_TOKEN", token.type === "error" ? token.message : `Unsupported token (type: ${token.type})`);
				isSrcToken = false;
		}
		node ?? (node = composeEmptyNode(ctx, token.offset, void 0, null, props, onError));
		if (anchor && node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		if (atKey && ctx.options.stringKeys && (!identity.isScalar(node) || typeof node.value !== "string" || node.tag && node.tag !== "tag:yaml.org,2002:str")) onError(tag ?? token, "NON_STRING_KEY", "With stringKeys, all keys must be strings");
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			if (token.type === "scalar" && token.source === "") node.comment = comment;
			else node.commentBefore = comment;
		}
		if (ctx.options.keepSourceTokens && isSrcToken) node.srcToken = token;
		return node;
	}
	function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
		const token = {
			type: "scalar",
			offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
			indent: -1,
			source: ""
		};
		const node = composeScalar.composeScalar(ctx, token, tag, onError);
		if (anchor) {
			node.anchor = anchor.source.substring(1);
			if (node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		}
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			node.comment = comment;
			node.range[2] = end;
		}
		return node;
	}
	function composeAlias({ options }, { offset, source, end }, onError) {
		const alias = new Alias.Alias(source.substring(1));
		if (alias.source === "") onError(offset, "BAD_ALIAS", "Alias cannot be an empty string");
		if (alias.source.endsWith(":")) onError(offset + source.length - 1, "BAD_ALIAS", "Alias ending in : is ambiguous", true);
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
		alias.range = [
			offset,
			valueEnd,
			re.offset
		];
		if (re.comment) alias.comment = re.comment;
		return alias;
	}
	exports.composeEmptyNode = composeEmptyNode;
	exports.composeNode = composeNode;
}));
// node_modules/yaml/dist/compose/compose-doc.js
var require_compose_doc = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Document = require_Document();
	var composeNode = require_compose_node();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	function composeDoc(options, directives, { offset, start, value, end }, onError) {
		const opts = Object.assign({ _directives: directives }, options);
		const doc = new Document.Document(void 0, opts);
		const ctx = {
			atKey: false,
			atRoot: true,
			directives: doc.directives,
			options: doc.options,
			schema: doc.schema
		};
		const props = resolveProps.resolveProps(start, {
			indicator: "doc-start",
			next: value ?? end?.[0],
			offset,
			onError,
			parentIndent: 0,
			startOnNewline: true
		});
		if (props.found) {
			doc.directives.docStart = true;
			if (value && (value.type === "block-map" || value.type === "block-seq") && !props.hasNewline) onError(props.end, "MISSING_CHAR", "Block collection cannot start on same line with directives-end marker");
		}
		doc.contents = value ? composeNode.composeNode(ctx, value, props, onError) : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
		const contentEnd = doc.contents.range[2];
		const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
		if (re.comment) doc.comment = re.comment;
		doc.range = [
			offset,
			contentEnd,
			re.offset
		];
		return doc;
	}
	exports.composeDoc = composeDoc;
}));
// node_modules/yaml/dist/compose/composer.js
var require_composer = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	var directives = require_directives();
	var Document = require_Document();
	var errors = require_errors();
	var identity = require_identity();
	var composeDoc = require_compose_doc();
	var resolveEnd = require_resolve_end();
	function getErrorPos(src) {
		if (typeof src === "number") return [src, src + 1];
		if (Array.isArray(src)) return src.length === 2 ? src : [src[0], src[1]];
		const { offset, source } = src;
		return [offset, offset + (typeof source === "string" ? source.length : 1)];
	}
	function parsePrelude(prelude) {
		let comment = "";
		let atComment = false;
		let afterEmptyLine = false;
		for (let i = 0; i < prelude.length; ++i) {
			const source = prelude[i];
			switch (source[0]) {
				case "#":
					comment += (comment === "" ? "" : afterEmptyLine ? "\n\n" : "\n") + (source.substring(1) || " ");
					atComment = true;
					afterEmptyLine = false;
					break;
				case "%":
					if (prelude[i + 1]?.[0] !== "#") i += 1;
					atComment = false;
					break;
				default:
					if (!atComment) afterEmptyLine = true;
					atComment = false;
			}
		}
		return {
			comment,
			afterEmptyLine
		};
	}
	/**
	* Compose a stream of CST nodes into a stream of YAML Documents.
	*
	* ```ts
	* import { Composer, Parser } from 'yaml'
	*
	* const src: string = ...
	* const tokens = new Parser().parse(src)
	* const docs = new Composer().compose(tokens)
	* ```
	*/
	var Composer = class {
		constructor(options = {}) {
			this.doc = null;
			this.atDirectives = false;
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
			this.onError = (source, code, message, warning) => {
				const pos = getErrorPos(source);
				if (warning) this.warnings.push(new errors.YAMLWarning(pos, code, message));
				else this.errors.push(new errors.YAMLParseError(pos, code, message));
			};
			this.directives = new directives.Directives({ version: options.version || "1.2" });
			this.options = options;
		}
		decorate(doc, afterDoc) {
			const { comment, afterEmptyLine } = parsePrelude(this.prelude);
			if (comment) {
				const dc = doc.contents;
				if (afterDoc) doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
				else if (afterEmptyLine || doc.directives.docStart || !dc) doc.commentBefore = comment;
				else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
					let it = dc.items[0];
					if (identity.isPair(it)) it = it.key;
					const cb = it.commentBefore;
					it.commentBefore = cb ? `${comment}\n${cb}` : comment;
				} else {
					const cb = dc.commentBefore;
					dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
				}
			}
			if (afterDoc) {
				for (let i = 0; i < this.errors.length; ++i) doc.errors.push(this.errors[i]);
				for (let i = 0; i < this.warnings.length; ++i) doc.warnings.push(this.warnings[i]);
			} else {
				doc.errors = this.errors;
				doc.warnings = this.warnings;
			}
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
		}
		/**
		* Current stream status information.
		*
		* Mostly useful at the end of input for an empty stream.
		*/
		streamInfo() {
			return {
				comment: parsePrelude(this.prelude).comment,
				directives: this.directives,
				errors: this.errors,
				warnings: this.warnings
			};
		}
		/**
		* Compose tokens into documents.
		*
		* @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
		* @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
		*/
		*compose(tokens, forceDoc = false, endOffset = -1) {
			for (const token of tokens) yield* this.next(token);
			yield* this.end(forceDoc, endOffset);
		}
		/** Advance the composer by one CST token. */
		*next(token) {
			if (node_process.env.LOG_STREAM) console.dir(token, { depth: null });
			switch (token.type) {
				case "directive":
					this.directives.add(token.source, (offset, message, warning) => {
						const pos = getErrorPos(token);
						pos[0] += offset;
						this.onError(pos, "BAD_DIRECTIVE", message, warning);
					});
					this.prelude.push(token.source);
					this.atDirectives = true;
					break;
				case "document": {
					const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
					if (this.atDirectives && !doc.directives.docStart) this.onError(token, "MISSING_CHAR", "Missing directives-end/doc-start indicator line");
					this.decorate(doc, false);
					if (this.doc) yield this.doc;
					this.doc = doc;
					this.atDirectives = false;
					break;
				}
				case "byte-order-mark":
				case "space": break;
				case "comment":
				case "newline":
					this.prelude.push(token.source);
					break;
				case "error": {
					const msg = token.source ? `${token.message}: ${JSON.stringify(token.source)}` : token.message;
					const error = new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg);
					if (this.atDirectives || !this.doc) this.errors.push(error);
					else this.doc.errors.push(error);
					break;
				}
				case "doc-end": {
					if (!this.doc) {
						this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", "Unexpected doc-end without preceding document"));
						break;
					}
					this.doc.directives.docEnd = true;
					const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
					this.decorate(this.doc, true);
					if (end.comment) {
						const dc = this.doc.comment;
						this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
					}
					this.doc.range[2] = end.offset;
					break;
				}
				default: this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", `Unsupported token ${token.type}`));
			}
		}
		/**
		* Call at end of input to yield any remaining document.
		*
		* @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
		* @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
		*/
		*end(forceDoc = false, endOffset = -1) {
			if (this.doc) {
				this.decorate(this.doc, true);
				yield this.doc;
				this.doc = null;
			} else if (forceDoc) {
				const opts = Object.assign({ _directives: this.directives }, this.options);
				const doc = new Document.Document(void 0, opts);
				if (this.atDirectives) this.onError(endOffset, "MISSING_CHAR", "Missing directives-end indicator line");
				doc.range = [
					0,
					endOffset,
					endOffset
				];
				this.decorate(doc, false);
				yield doc;
			}
		}
	};
	exports.Composer = Composer;
}));
// node_modules/yaml/dist/parse/cst-scalar.js
var require_cst_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	var errors = require_errors();
	var stringifyString = require_stringifyString();
	function resolveAsScalar(token, strict = true, onError) {
		if (token) {
			const _onError = (pos, code, message) => {
				const offset = typeof pos === "number" ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
				if (onError) onError(offset, code, message);
				else throw new errors.YAMLParseError([offset, offset + 1], code, message);
			};
			switch (token.type) {
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
				case "block-scalar": return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
			}
		}
		return null;
	}
	/**
	* Create a new scalar token with `value`
	*
	* Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
	* as this function does not support any schema operations and won't check for such conflicts.
	*
	* @param value The string representation of the value, which will have its content properly indented.
	* @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
	* @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
	* @param context.indent The indent level of the token.
	* @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
	* @param context.offset The offset position of the token.
	* @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
	*/
	function createScalarToken(value, context) {
		const { implicitKey = false, indent, inFlow = false, offset = -1, type = "PLAIN" } = context;
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey,
			indent: indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		const end = context.end ?? [{
			type: "newline",
			offset: -1,
			indent,
			source: "\n"
		}];
		switch (source[0]) {
			case "|":
			case ">": {
				const he = source.indexOf("\n");
				const head = source.substring(0, he);
				const body = source.substring(he + 1) + "\n";
				const props = [{
					type: "block-scalar-header",
					offset,
					indent,
					source: head
				}];
				if (!addEndtoBlockProps(props, end)) props.push({
					type: "newline",
					offset: -1,
					indent,
					source: "\n"
				});
				return {
					type: "block-scalar",
					offset,
					indent,
					props,
					source: body
				};
			}
			case "\"": return {
				type: "double-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			case "'": return {
				type: "single-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			default: return {
				type: "scalar",
				offset,
				indent,
				source,
				end
			};
		}
	}
	/**
	* Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
	*
	* Best efforts are made to retain any comments previously associated with the `token`,
	* though all contents within a collection's `items` will be overwritten.
	*
	* Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
	* as this function does not support any schema operations and won't check for such conflicts.
	*
	* @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
	* @param value The string representation of the value, which will have its content properly indented.
	* @param context.afterKey In most cases, values after a key should have an additional level of indentation.
	* @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
	* @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
	* @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
	*/
	function setScalarValue(token, value, context = {}) {
		let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
		let indent = "indent" in token ? token.indent : null;
		if (afterKey && typeof indent === "number") indent += 2;
		if (!type) switch (token.type) {
			case "single-quoted-scalar":
				type = "QUOTE_SINGLE";
				break;
			case "double-quoted-scalar":
				type = "QUOTE_DOUBLE";
				break;
			case "block-scalar": {
				const header = token.props[0];
				if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
				type = header.source[0] === ">" ? "BLOCK_FOLDED" : "BLOCK_LITERAL";
				break;
			}
			default: type = "PLAIN";
		}
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey: implicitKey || indent === null,
			indent: indent !== null && indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		switch (source[0]) {
			case "|":
			case ">":
				setBlockScalarValue(token, source);
				break;
			case "\"":
				setFlowScalarValue(token, source, "double-quoted-scalar");
				break;
			case "'":
				setFlowScalarValue(token, source, "single-quoted-scalar");
				break;
			default: setFlowScalarValue(token, source, "scalar");
		}
	}
	function setBlockScalarValue(token, source) {
		const he = source.indexOf("\n");
		const head = source.substring(0, he);
		const body = source.substring(he + 1) + "\n";
		if (token.type === "block-scalar") {
			const header = token.props[0];
			if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
			header.source = head;
			token.source = body;
		} else {
			const { offset } = token;
			const indent = "indent" in token ? token.indent : -1;
			const props = [{
				type: "block-scalar-header",
				offset,
				indent,
				source: head
			}];
			if (!addEndtoBlockProps(props, "end" in token ? token.end : void 0)) props.push({
				type: "newline",
				offset: -1,
				indent,
				source: "\n"
			});
			for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
			Object.assign(token, {
				type: "block-scalar",
				indent,
				props,
				source: body
			});
		}
	}
	/** @returns `true` if last token is a newline */
	function addEndtoBlockProps(props, end) {
		if (end) for (const st of end) switch (st.type) {
			case "space":
			case "comment":
				props.push(st);
				break;
			case "newline":
				props.push(st);
				return true;
		}
		return false;
	}
	function setFlowScalarValue(token, source, type) {
		switch (token.type) {
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				token.type = type;
				token.source = source;
				break;
			case "block-scalar": {
				const end = token.props.slice(1);
				let oa = source.length;
				if (token.props[0].type === "block-scalar-header") oa -= token.props[0].source.length;
				for (const tok of end) tok.offset += oa;
				delete token.props;
				Object.assign(token, {
					type,
					source,
					end
				});
				break;
			}
			case "block-map":
			case "block-seq": {
				const nl = {
					type: "newline",
					offset: token.offset + source.length,
					indent: token.indent,
					source: "\n"
				};
				delete token.items;
				Object.assign(token, {
					type,
					source,
					end: [nl]
				});
				break;
			}
			default: {
				const indent = "indent" in token ? token.indent : -1;
				const end = "end" in token && Array.isArray(token.end) ? token.end.filter((st) => st.type === "space" || st.type === "comment" || st.type === "newline") : [];
				for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
				Object.assign(token, {
					type,
					indent,
					source,
					end
				});
			}
		}
	}
	exports.createScalarToken = createScalarToken;
	exports.resolveAsScalar = resolveAsScalar;
	exports.setScalarValue = setScalarValue;
}));
// node_modules/yaml/dist/parse/cst-stringify.js
var require_cst_stringify = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Stringify a CST document, token, or collection item
	*
	* Fair warning: This applies no validation whatsoever, and
	* simply concatenates the sources in their logical order.
	*/
	const stringify = (cst) => "type" in cst ? stringifyToken(cst) : stringifyItem(cst);
	function stringifyToken(token) {
		switch (token.type) {
			case "block-scalar": {
				let res = "";
				for (const tok of token.props) res += stringifyToken(tok);
				return res + token.source;
			}
			case "block-map":
			case "block-seq": {
				let res = "";
				for (const item of token.items) res += stringifyItem(item);
				return res;
			}
			case "flow-collection": {
				let res = token.start.source;
				for (const item of token.items) res += stringifyItem(item);
				for (const st of token.end) res += st.source;
				return res;
			}
			case "document": {
				let res = stringifyItem(token);
				if (token.end) for (const st of token.end) res += st.source;
				return res;
			}
			default: {
				let res = token.source;
				if ("end" in token && token.end) for (const st of token.end) res += st.source;
				return res;
			}
		}
	}
	function stringifyItem({ start, key, sep, value }) {
		let res = "";
		for (const st of start) res += st.source;
		if (key) res += stringifyToken(key);
		if (sep) for (const st of sep) res += st.source;
		if (value) res += stringifyToken(value);
		return res;
	}
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/parse/cst-visit.js
var require_cst_visit = /* @__PURE__ */ __commonJSMin(((exports) => {
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove item");
	/**
	* Apply a visitor to a CST document or item.
	*
	* Walks through the tree (depth-first) starting from the root, calling a
	* `visitor` function with two arguments when entering each item:
	*   - `item`: The current item, which included the following members:
	*     - `start: SourceToken[]` – Source tokens before the key or value,
	*       possibly including its anchor or tag.
	*     - `key?: Token | null` – Set for pair values. May then be `null`, if
	*       the key before the `:` separator is empty.
	*     - `sep?: SourceToken[]` – Source tokens between the key and the value,
	*       which should include the `:` map value indicator if `value` is set.
	*     - `value?: Token` – The value of a sequence item, or of a map pair.
	*   - `path`: The steps from the root to the current node, as an array of
	*     `['key' | 'value', number]` tuples.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this token, continue with
	*      next sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current item, then continue with the next one
	*   - `number`: Set the index of the next step. This is useful especially if
	*     the index of the current token has changed.
	*   - `function`: Define the next visitor for this item. After the original
	*     visitor is called on item entry, next visitors are called after handling
	*     a non-empty `key` and when exiting the item.
	*/
	function visit(cst, visitor) {
		if ("type" in cst && cst.type === "document") cst = {
			start: cst.start,
			value: cst.value
		};
		_visit(Object.freeze([]), cst, visitor);
	}
	/** Terminate visit traversal completely */
	visit.BREAK = BREAK;
	/** Do not visit the children of the current item */
	visit.SKIP = SKIP;
	/** Remove the current item */
	visit.REMOVE = REMOVE;
	/** Find the item at `path` from `cst` as the root */
	visit.itemAtPath = (cst, path) => {
		let item = cst;
		for (const [field, index] of path) {
			const tok = item?.[field];
			if (tok && "items" in tok) item = tok.items[index];
			else return void 0;
		}
		return item;
	};
	/**
	* Get the immediate parent collection of the item at `path` from `cst` as the root.
	*
	* Throws an error if the collection is not found, which should never happen if the item itself exists.
	*/
	visit.parentCollection = (cst, path) => {
		const parent = visit.itemAtPath(cst, path.slice(0, -1));
		const field = path[path.length - 1][0];
		const coll = parent?.[field];
		if (coll && "items" in coll) return coll;
		throw new Error("Parent collection not found");
	};
	function _visit(path, item, visitor) {
		let ctrl = visitor(item, path);
		if (typeof ctrl === "symbol") return ctrl;
		for (const field of ["key", "value"]) {
			const token = item[field];
			if (token && "items" in token) {
				for (let i = 0; i < token.items.length; ++i) {
					const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						token.items.splice(i, 1);
						i -= 1;
					}
				}
				if (typeof ctrl === "function" && field === "key") ctrl = ctrl(item, path);
			}
		}
		return typeof ctrl === "function" ? ctrl(item, path) : ctrl;
	}
	exports.visit = visit;
}));
// node_modules/yaml/dist/parse/cst.js
var require_cst = /* @__PURE__ */ __commonJSMin(((exports) => {
	var cstScalar = require_cst_scalar();
	var cstStringify = require_cst_stringify();
	var cstVisit = require_cst_visit();
	/** The byte order mark */
	const BOM = "﻿";
	/** Start of doc-mode */
	const DOCUMENT = "";
	/** Unexpected end of flow-mode */
	const FLOW_END = "";
	/** Next token is a scalar value */
	const SCALAR = "";
	/** @returns `true` if `token` is a flow or block collection */
	const isCollection = (token) => !!token && "items" in token;
	/** @returns `true` if `token` is a flow or block scalar; not an alias */
	const isScalar = (token) => !!token && (token.type === "scalar" || token.type === "single-quoted-scalar" || token.type === "double-quoted-scalar" || token.type === "block-scalar");
	/* istanbul ignore next */
	/** Get a printable representation of a lexer token */
	function prettyToken(token) {
		switch (token) {
			case BOM: return "<BOM>";
			case DOCUMENT: return "<DOC>";
			case FLOW_END: return "<FLOW_END>";
			case SCALAR: return "<SCALAR>";
			default: return JSON.stringify(token);
		}
	}
	/** Identify the type of a lexer token. May return `null` for unknown tokens. */
	function tokenType(source) {
		switch (source) {
			case BOM: return "byte-order-mark";
			case DOCUMENT: return "doc-mode";
			case FLOW_END: return "flow-error-end";
			case SCALAR: return "scalar";
			case "---": return "doc-start";
			case "...": return "doc-end";
			case "":
			case "\n":
			case "\r\n": return "newline";
			case "-": return "seq-item-ind";
			case "?": return "explicit-key-ind";
			case ":": return "map-value-ind";
			case "{": return "flow-map-start";
			case "}": return "flow-map-end";
			case "[": return "flow-seq-start";
			case "]": return "flow-seq-end";
			case ",": return "comma";
		}
		switch (source[0]) {
			case " ":
			case "	": return "space";
			case "#": return "comment";
			case "%": return "directive-line";
			case "*": return "alias";
			case "&": return "anchor";
			case "!": return "tag";
			case "'": return "single-quoted-scalar";
			case "\"": return "double-quoted-scalar";
			case "|":
			case ">": return "block-scalar-header";
		}
		return null;
	}
	exports.createScalarToken = cstScalar.createScalarToken;
	exports.resolveAsScalar = cstScalar.resolveAsScalar;
	exports.setScalarValue = cstScalar.setScalarValue;
	exports.stringify = cstStringify.stringify;
	exports.visit = cstVisit.visit;
	exports.BOM = BOM;
	exports.DOCUMENT = DOCUMENT;
	exports.FLOW_END = FLOW_END;
	exports.SCALAR = SCALAR;
	exports.isCollection = isCollection;
	exports.isScalar = isScalar;
	exports.prettyToken = prettyToken;
	exports.tokenType = tokenType;
}));
// node_modules/yaml/dist/parse/lexer.js
var require_lexer = /* @__PURE__ */ __commonJSMin(((exports) => {
	var cst = require_cst();
	function isEmpty(ch) {
		switch (ch) {
			case void 0:
			case " ":
			case "\n":
			case "\r":
			case "	": return true;
			default: return false;
		}
	}
	const hexDigits = /* @__PURE__ */ new Set("0123456789ABCDEFabcdef");
	const tagChars = /* @__PURE__ */ new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
	const flowIndicatorChars = /* @__PURE__ */ new Set(",[]{}");
	const invalidAnchorChars = /* @__PURE__ */ new Set(" ,[]{}\n\r	");
	const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
	/**
	* Splits an input string into lexical tokens, i.e. smaller strings that are
	* easily identifiable by `tokens.tokenType()`.
	*
	* Lexing starts always in a "stream" context. Incomplete input may be buffered
	* until a complete token can be emitted.
	*
	* In addition to slices of the original input, the following control characters
	* may also be emitted:
	*
	* - `\x02` (Start of Text): A document starts with the next token
	* - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
	* - `\x1f` (Unit Separator): Next token is a scalar value
	* - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
	*/
	var Lexer = class {
		constructor() {
			/**
			* Flag indicating whether the end of the current buffer marks the end of
			* all input
			*/
			this.atEnd = false;
			/**
			* Explicit indent set in block scalar header, as an offset from the current
			* minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
			* explicitly set.
			*/
			this.blockScalarIndent = -1;
			/**
			* Block scalars that include a + (keep) chomping indicator in their header
			* include trailing empty lines, which are otherwise excluded from the
			* scalar's contents.
			*/
			this.blockScalarKeep = false;
			/** Current input */
			this.buffer = "";
			/**
			* Flag noting whether the map value indicator : can immediately follow this
			* node within a flow context.
			*/
			this.flowKey = false;
			/** Count of surrounding flow collection levels. */
			this.flowLevel = 0;
			/**
			* Minimum level of indentation required for next lines to be parsed as a
			* part of the current scalar value.
			*/
			this.indentNext = 0;
			/** Indentation level of the current line. */
			this.indentValue = 0;
			/** Position of the next \n character. */
			this.lineEndPos = null;
			/** Stores the state of the lexer if reaching the end of incpomplete input */
			this.next = null;
			/** A pointer to `buffer`; the current position of the lexer. */
			this.pos = 0;
		}
		/**
		* Generate YAML tokens from the `source` string. If `incomplete`,
		* a part of the last line may be left as a buffer for the next call.
		*
		* @returns A generator of lexical tokens
		*/
		*lex(source, incomplete = false) {
			if (source) {
				if (typeof source !== "string") throw TypeError("source is not a string");
				this.buffer = this.buffer ? this.buffer + source : source;
				this.lineEndPos = null;
			}
			this.atEnd = !incomplete;
			let next = this.next ?? "stream";
			while (next && (incomplete || this.hasChars(1))) next = yield* this.parseNext(next);
		}
		atLineEnd() {
			let i = this.pos;
			let ch = this.buffer[i];
			while (ch === " " || ch === "	") ch = this.buffer[++i];
			if (!ch || ch === "#" || ch === "\n") return true;
			if (ch === "\r") return this.buffer[i + 1] === "\n";
			return false;
		}
		charAt(n) {
			return this.buffer[this.pos + n];
		}
		continueScalar(offset) {
			let ch = this.buffer[offset];
			if (this.indentNext > 0) {
				let indent = 0;
				while (ch === " ") ch = this.buffer[++indent + offset];
				if (ch === "\r") {
					const next = this.buffer[indent + offset + 1];
					if (next === "\n" || !next && !this.atEnd) return offset + indent + 1;
				}
				return ch === "\n" || indent >= this.indentNext || !ch && !this.atEnd ? offset + indent : -1;
			}
			if (ch === "-" || ch === ".") {
				const dt = this.buffer.substr(offset, 3);
				if ((dt === "---" || dt === "...") && isEmpty(this.buffer[offset + 3])) return -1;
			}
			return offset;
		}
		getLine() {
			let end = this.lineEndPos;
			if (typeof end !== "number" || end !== -1 && end < this.pos) {
				end = this.buffer.indexOf("\n", this.pos);
				this.lineEndPos = end;
			}
			if (end === -1) return this.atEnd ? this.buffer.substring(this.pos) : null;
			if (this.buffer[end - 1] === "\r") end -= 1;
			return this.buffer.substring(this.pos, end);
		}
		hasChars(n) {
			return this.pos + n <= this.buffer.length;
		}
		setNext(state) {
			this.buffer = this.buffer.substring(this.pos);
			this.pos = 0;
			this.lineEndPos = null;
			this.next = state;
			return null;
		}
		peek(n) {
			return this.buffer.substr(this.pos, n);
		}
		*parseNext(next) {
			switch (next) {
				case "stream": return yield* this.parseStream();
				case "line-start": return yield* this.parseLineStart();
				case "block-start": return yield* this.parseBlockStart();
				case "doc": return yield* this.parseDocument();
				case "flow": return yield* this.parseFlowCollection();
				case "quoted-scalar": return yield* this.parseQuotedScalar();
				case "block-scalar": return yield* this.parseBlockScalar();
				case "plain-scalar": return yield* this.parsePlainScalar();
			}
		}
		*parseStream() {
			let line = this.getLine();
			if (line === null) return this.setNext("stream");
			if (line[0] === cst.BOM) {
				yield* this.pushCount(1);
				line = line.substring(1);
			}
			if (line[0] === "%") {
				let dirEnd = line.length;
				let cs = line.indexOf("#");
				while (cs !== -1) {
					const ch = line[cs - 1];
					if (ch === " " || ch === "	") {
						dirEnd = cs - 1;
						break;
					} else cs = line.indexOf("#", cs + 1);
				}
				while (true) {
					const ch = line[dirEnd - 1];
					if (ch === " " || ch === "	") dirEnd -= 1;
					else break;
				}
				const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
				yield* this.pushCount(line.length - n);
				this.pushNewline();
				return "stream";
			}
			if (this.atLineEnd()) {
				const sp = yield* this.pushSpaces(true);
				yield* this.pushCount(line.length - sp);
				yield* this.pushNewline();
				return "stream";
			}
			yield cst.DOCUMENT;
			return yield* this.parseLineStart();
		}
		*parseLineStart() {
			const ch = this.charAt(0);
			if (!ch && !this.atEnd) return this.setNext("line-start");
			if (ch === "-" || ch === ".") {
				if (!this.atEnd && !this.hasChars(4)) return this.setNext("line-start");
				const s = this.peek(3);
				if ((s === "---" || s === "...") && isEmpty(this.charAt(3))) {
					yield* this.pushCount(3);
					this.indentValue = 0;
					this.indentNext = 0;
					return s === "---" ? "doc" : "stream";
				}
			}
			this.indentValue = yield* this.pushSpaces(false);
			if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1))) this.indentNext = this.indentValue;
			return yield* this.parseBlockStart();
		}
		*parseBlockStart() {
			const [ch0, ch1] = this.peek(2);
			if (!ch1 && !this.atEnd) return this.setNext("block-start");
			if ((ch0 === "-" || ch0 === "?" || ch0 === ":") && isEmpty(ch1)) {
				const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
				this.indentNext = this.indentValue + 1;
				this.indentValue += n;
				return "block-start";
			}
			return "doc";
		}
		*parseDocument() {
			yield* this.pushSpaces(true);
			const line = this.getLine();
			if (line === null) return this.setNext("doc");
			let n = yield* this.pushIndicators();
			switch (line[n]) {
				case "#": yield* this.pushCount(line.length - n);
				case void 0:
					yield* this.pushNewline();
					return yield* this.parseLineStart();
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel = 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					return "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "doc";
				case "\"":
				case "'": return yield* this.parseQuotedScalar();
				case "|":
				case ">":
					n += yield* this.parseBlockScalarHeader();
					n += yield* this.pushSpaces(true);
					yield* this.pushCount(line.length - n);
					yield* this.pushNewline();
					return yield* this.parseBlockScalar();
				default: return yield* this.parsePlainScalar();
			}
		}
		*parseFlowCollection() {
			let nl, sp;
			let indent = -1;
			do {
				nl = yield* this.pushNewline();
				if (nl > 0) {
					sp = yield* this.pushSpaces(false);
					this.indentValue = indent = sp;
				} else sp = 0;
				sp += yield* this.pushSpaces(true);
			} while (nl + sp > 0);
			const line = this.getLine();
			if (line === null) return this.setNext("flow");
			if (indent !== -1 && indent < this.indentNext && line[0] !== "#" || indent === 0 && (line.startsWith("---") || line.startsWith("...")) && isEmpty(line[3])) {
				if (!(indent === this.indentNext - 1 && this.flowLevel === 1 && (line[0] === "]" || line[0] === "}"))) {
					this.flowLevel = 0;
					yield cst.FLOW_END;
					return yield* this.parseLineStart();
				}
			}
			let n = 0;
			while (line[n] === ",") {
				n += yield* this.pushCount(1);
				n += yield* this.pushSpaces(true);
				this.flowKey = false;
			}
			n += yield* this.pushIndicators();
			switch (line[n]) {
				case void 0: return "flow";
				case "#":
					yield* this.pushCount(line.length - n);
					return "flow";
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel += 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					this.flowKey = true;
					this.flowLevel -= 1;
					return this.flowLevel ? "flow" : "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "flow";
				case "\"":
				case "'":
					this.flowKey = true;
					return yield* this.parseQuotedScalar();
				case ":": {
					const next = this.charAt(1);
					if (this.flowKey || isEmpty(next) || next === ",") {
						this.flowKey = false;
						yield* this.pushCount(1);
						yield* this.pushSpaces(true);
						return "flow";
					}
				}
				default:
					this.flowKey = false;
					return yield* this.parsePlainScalar();
			}
		}
		*parseQuotedScalar() {
			const quote = this.charAt(0);
			let end = this.buffer.indexOf(quote, this.pos + 1);
			if (quote === "'") while (end !== -1 && this.buffer[end + 1] === "'") end = this.buffer.indexOf("'", end + 2);
			else while (end !== -1) {
				let n = 0;
				while (this.buffer[end - 1 - n] === "\\") n += 1;
				if (n % 2 === 0) break;
				end = this.buffer.indexOf("\"", end + 1);
			}
			const qb = this.buffer.substring(0, end);
			let nl = qb.indexOf("\n", this.pos);
			if (nl !== -1) {
				while (nl !== -1) {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = qb.indexOf("\n", cs);
				}
				if (nl !== -1) end = nl - (qb[nl - 1] === "\r" ? 2 : 1);
			}
			if (end === -1) {
				if (!this.atEnd) return this.setNext("quoted-scalar");
				end = this.buffer.length;
			}
			yield* this.pushToIndex(end + 1, false);
			return this.flowLevel ? "flow" : "doc";
		}
		*parseBlockScalarHeader() {
			this.blockScalarIndent = -1;
			this.blockScalarKeep = false;
			let i = this.pos;
			while (true) {
				const ch = this.buffer[++i];
				if (ch === "+") this.blockScalarKeep = true;
				else if (ch > "0" && ch <= "9") this.blockScalarIndent = Number(ch) - 1;
				else if (ch !== "-") break;
			}
			return yield* this.pushUntil((ch) => isEmpty(ch) || ch === "#");
		}
		*parseBlockScalar() {
			let nl = this.pos - 1;
			let indent = 0;
			let ch;
			loop: for (let i = this.pos; ch = this.buffer[i]; ++i) switch (ch) {
				case " ":
					indent += 1;
					break;
				case "\n":
					nl = i;
					indent = 0;
					break;
				case "\r": {
					const next = this.buffer[i + 1];
					if (!next && !this.atEnd) return this.setNext("block-scalar");
					if (next === "\n") break;
				}
				default: break loop;
			}
			if (!ch && !this.atEnd) return this.setNext("block-scalar");
			if (indent >= this.indentNext) {
				if (this.blockScalarIndent === -1) this.indentNext = indent;
				else this.indentNext = this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
				do {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = this.buffer.indexOf("\n", cs);
				} while (nl !== -1);
				if (nl === -1) {
					if (!this.atEnd) return this.setNext("block-scalar");
					nl = this.buffer.length;
				}
			}
			let i = nl + 1;
			ch = this.buffer[i];
			while (ch === " ") ch = this.buffer[++i];
			if (ch === "	") {
				while (ch === "	" || ch === " " || ch === "\r" || ch === "\n") ch = this.buffer[++i];
				nl = i - 1;
			} else if (!this.blockScalarKeep) do {
				let i = nl - 1;
				let ch = this.buffer[i];
				if (ch === "\r") ch = this.buffer[--i];
				const lastChar = i;
				while (ch === " ") ch = this.buffer[--i];
				if (ch === "\n" && i >= this.pos && i + 1 + indent > lastChar) nl = i;
				else break;
			} while (true);
			yield cst.SCALAR;
			yield* this.pushToIndex(nl + 1, true);
			return yield* this.parseLineStart();
		}
		*parsePlainScalar() {
			const inFlow = this.flowLevel > 0;
			let end = this.pos - 1;
			let i = this.pos - 1;
			let ch;
			while (ch = this.buffer[++i]) if (ch === ":") {
				const next = this.buffer[i + 1];
				if (isEmpty(next) || inFlow && flowIndicatorChars.has(next)) break;
				end = i;
			} else if (isEmpty(ch)) {
				let next = this.buffer[i + 1];
				if (ch === "\r") {
					if (next === "\n") {
						i += 1;
						ch = "\n";
						next = this.buffer[i + 1];
					} else end = i;
				}
				if (next === "#" || inFlow && flowIndicatorChars.has(next)) break;
				if (ch === "\n") {
					const cs = this.continueScalar(i + 1);
					if (cs === -1) break;
					i = Math.max(i, cs - 2);
				}
			} else {
				if (inFlow && flowIndicatorChars.has(ch)) break;
				end = i;
			}
			if (!ch && !this.atEnd) return this.setNext("plain-scalar");
			yield cst.SCALAR;
			yield* this.pushToIndex(end + 1, true);
			return inFlow ? "flow" : "doc";
		}
		*pushCount(n) {
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos += n;
				return n;
			}
			return 0;
		}
		*pushToIndex(i, allowEmpty) {
			const s = this.buffer.slice(this.pos, i);
			if (s) {
				yield s;
				this.pos += s.length;
				return s.length;
			} else if (allowEmpty) yield "";
			return 0;
		}
		*pushIndicators() {
			let n = 0;
			loop: while (true) {
				switch (this.charAt(0)) {
					case "!":
						n += yield* this.pushTag();
						n += yield* this.pushSpaces(true);
						continue loop;
					case "&":
						n += yield* this.pushUntil(isNotAnchorChar);
						n += yield* this.pushSpaces(true);
						continue loop;
					case "-":
					case "?":
					case ":": {
						const inFlow = this.flowLevel > 0;
						const ch1 = this.charAt(1);
						if (isEmpty(ch1) || inFlow && flowIndicatorChars.has(ch1)) {
							if (!inFlow) this.indentNext = this.indentValue + 1;
							else if (this.flowKey) this.flowKey = false;
							n += yield* this.pushCount(1);
							n += yield* this.pushSpaces(true);
							continue loop;
						}
					}
				}
				break loop;
			}
			return n;
		}
		*pushTag() {
			if (this.charAt(1) === "<") {
				let i = this.pos + 2;
				let ch = this.buffer[i];
				while (!isEmpty(ch) && ch !== ">") ch = this.buffer[++i];
				return yield* this.pushToIndex(ch === ">" ? i + 1 : i, false);
			} else {
				let i = this.pos + 1;
				let ch = this.buffer[i];
				while (ch) if (tagChars.has(ch)) ch = this.buffer[++i];
				else if (ch === "%" && hexDigits.has(this.buffer[i + 1]) && hexDigits.has(this.buffer[i + 2])) ch = this.buffer[i += 3];
				else break;
				return yield* this.pushToIndex(i, false);
			}
		}
		*pushNewline() {
			const ch = this.buffer[this.pos];
			if (ch === "\n") return yield* this.pushCount(1);
			else if (ch === "\r" && this.charAt(1) === "\n") return yield* this.pushCount(2);
			else return 0;
		}
		*pushSpaces(allowTabs) {
			let i = this.pos - 1;
			let ch;
			do
				ch = this.buffer[++i];
			while (ch === " " || allowTabs && ch === "	");
			const n = i - this.pos;
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos = i;
			}
			return n;
		}
		*pushUntil(test) {
			let i = this.pos;
			let ch = this.buffer[i];
			while (!test(ch)) ch = this.buffer[++i];
			return yield* this.pushToIndex(i, false);
		}
	};
	exports.Lexer = Lexer;
}));
// node_modules/yaml/dist/parse/line-counter.js
var require_line_counter = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Tracks newlines during parsing in order to provide an efficient API for
	* determining the one-indexed `{ line, col }` position for any offset
	* within the input.
	*/
	var LineCounter = class {
		constructor() {
			this.lineStarts = [];
			/**
			* Should be called in ascending order. Otherwise, call
			* `lineCounter.lineStarts.sort()` before calling `linePos()`.
			*/
			this.addNewLine = (offset) => this.lineStarts.push(offset);
			/**
			* Performs a binary search and returns the 1-indexed { line, col }
			* position of `offset`. If `line === 0`, `addNewLine` has never been
			* called or `offset` is before the first known newline.
			*/
			this.linePos = (offset) => {
				let low = 0;
				let high = this.lineStarts.length;
				while (low < high) {
					const mid = low + high >> 1;
					if (this.lineStarts[mid] < offset) low = mid + 1;
					else high = mid;
				}
				if (this.lineStarts[low] === offset) return {
					line: low + 1,
					col: 1
				};
				if (low === 0) return {
					line: 0,
					col: offset
				};
				const start = this.lineStarts[low - 1];
				return {
					line: low,
					col: offset - start + 1
				};
			};
		}
	};
	exports.LineCounter = LineCounter;
}));
// node_modules/yaml/dist/parse/parser.js
var require_parser = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	var cst = require_cst();
	var lexer = require_lexer();
	function includesToken(list, type) {
		for (let i = 0; i < list.length; ++i) if (list[i].type === type) return true;
		return false;
	}
	function findNonEmptyIndex(list) {
		for (let i = 0; i < list.length; ++i) switch (list[i].type) {
			case "space":
			case "comment":
			case "newline": break;
			default: return i;
		}
		return -1;
	}
	function isFlowToken(token) {
		switch (token?.type) {
			case "alias":
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "flow-collection": return true;
			default: return false;
		}
	}
	function getPrevProps(parent) {
		switch (parent.type) {
			case "document": return parent.start;
			case "block-map": {
				const it = parent.items[parent.items.length - 1];
				return it.sep ?? it.start;
			}
			case "block-seq": return parent.items[parent.items.length - 1].start;
			/* istanbul ignore next should not happen */
			default: return [];
		}
	}
	/** Note: May modify input array */
	function getFirstKeyStartProps(prev) {
		if (prev.length === 0) return [];
		let i = prev.length;
		loop: while (--i >= 0) switch (prev[i].type) {
			case "doc-start":
			case "explicit-key-ind":
			case "map-value-ind":
			case "seq-item-ind":
			case "newline": break loop;
		}
		while (prev[++i]?.type === "space");
		return prev.splice(i, prev.length);
	}
	function arrayPushArray(target, source) {
		if (source.length < 1e5) Array.prototype.push.apply(target, source);
		else for (let i = 0; i < source.length; ++i) target.push(source[i]);
	}
	function fixFlowSeqItems(fc) {
		if (fc.start.type === "flow-seq-start") {
			for (const it of fc.items) if (it.sep && !it.value && !includesToken(it.start, "explicit-key-ind") && !includesToken(it.sep, "map-value-ind")) {
				if (it.key) it.value = it.key;
				delete it.key;
				if (isFlowToken(it.value)) {
					if (it.value.end) arrayPushArray(it.value.end, it.sep);
					else it.value.end = it.sep;
				} else arrayPushArray(it.start, it.sep);
				delete it.sep;
			}
		}
	}
	/**
	* A YAML concrete syntax tree (CST) parser
	*
	* ```ts
	* const src: string = ...
	* for (const token of new Parser().parse(src)) {
	*   // token: Token
	* }
	* ```
	*
	* To use the parser with a user-provided lexer:
	*
	* ```ts
	* function* parse(source: string, lexer: Lexer) {
	*   const parser = new Parser()
	*   for (const lexeme of lexer.lex(source))
	*     yield* parser.next(lexeme)
	*   yield* parser.end()
	* }
	*
	* const src: string = ...
	* const lexer = new Lexer()
	* for (const token of parse(src, lexer)) {
	*   // token: Token
	* }
	* ```
	*/
	var Parser = class {
		/**
		* @param onNewLine - If defined, called separately with the start position of
		*   each new line (in `parse()`, including the start of input).
		*/
		constructor(onNewLine) {
			/** If true, space and sequence indicators count as indentation */
			this.atNewLine = true;
			/** If true, next token is a scalar value */
			this.atScalar = false;
			/** Current indentation level */
			this.indent = 0;
			/** Current offset since the start of parsing */
			this.offset = 0;
			/** On the same line with a block map key */
			this.onKeyLine = false;
			/** Top indicates the node that's currently being built */
			this.stack = [];
			/** The source of the current token, set in parse() */
			this.source = "";
			/** The type of the current token, set in parse() */
			this.type = "";
			this.lexer = new lexer.Lexer();
			this.onNewLine = onNewLine;
		}
		/**
		* Parse `source` as a YAML stream.
		* If `incomplete`, a part of the last line may be left as a buffer for the next call.
		*
		* Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
		*
		* @returns A generator of tokens representing each directive, document, and other structure.
		*/
		*parse(source, incomplete = false) {
			if (this.onNewLine && this.offset === 0) this.onNewLine(0);
			for (const lexeme of this.lexer.lex(source, incomplete)) yield* this.next(lexeme);
			if (!incomplete) yield* this.end();
		}
		/**
		* Advance the parser by the `source` of one lexical token.
		*/
		*next(source) {
			this.source = source;
			if (node_process.env.LOG_TOKENS) console.log("|", cst.prettyToken(source));
			if (this.atScalar) {
				this.atScalar = false;
				yield* this.step();
				this.offset += source.length;
				return;
			}
			const type = cst.tokenType(source);
			if (!type) {
				const message = `Not a YAML token: ${source}`;
				yield* this.pop({
					type: "error",
					offset: this.offset,
					message,
					source
				});
				this.offset += source.length;
			} else if (type === "scalar") {
				this.atNewLine = false;
				this.atScalar = true;
				this.type = "scalar";
			} else {
				this.type = type;
				yield* this.step();
				switch (type) {
					case "newline":
						this.atNewLine = true;
						this.indent = 0;
						if (this.onNewLine) this.onNewLine(this.offset + source.length);
						break;
					case "space":
						if (this.atNewLine && source[0] === " ") this.indent += source.length;
						break;
					case "explicit-key-ind":
					case "map-value-ind":
					case "seq-item-ind":
						if (this.atNewLine) this.indent += source.length;
						break;
					case "doc-mode":
					case "flow-error-end": return;
					default: this.atNewLine = false;
				}
				this.offset += source.length;
			}
		}
		/** Call at end of input to push out any remaining constructions */
		*end() {
			while (this.stack.length > 0) yield* this.pop();
		}
		get sourceToken() {
			return {
				type: this.type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		*step() {
			const top = this.peek(1);
			if (this.type === "doc-end" && top?.type !== "doc-end") {
				while (this.stack.length > 0) yield* this.pop();
				this.stack.push({
					type: "doc-end",
					offset: this.offset,
					source: this.source
				});
				return;
			}
			if (!top) return yield* this.stream();
			switch (top.type) {
				case "document": return yield* this.document(top);
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return yield* this.scalar(top);
				case "block-scalar": return yield* this.blockScalar(top);
				case "block-map": return yield* this.blockMap(top);
				case "block-seq": return yield* this.blockSequence(top);
				case "flow-collection": return yield* this.flowCollection(top);
				case "doc-end": return yield* this.documentEnd(top);
			}
			/* istanbul ignore next should not happen */
			yield* this.pop();
		}
		peek(n) {
			return this.stack[this.stack.length - n];
		}
		*pop(error) {
			const token = error ?? this.stack.pop();
			/* istanbul ignore if should not happen */
			if (!token) yield {
				type: "error",
				offset: this.offset,
				source: "",
				message: "Tried to pop an empty stack"
			};
			else if (this.stack.length === 0) yield token;
			else {
				const top = this.peek(1);
				if (token.type === "block-scalar") token.indent = "indent" in top ? top.indent : 0;
				else if (token.type === "flow-collection" && top.type === "document") token.indent = 0;
				if (token.type === "flow-collection") fixFlowSeqItems(token);
				switch (top.type) {
					case "document":
						top.value = token;
						break;
					case "block-scalar":
						top.props.push(token);
						break;
					case "block-map": {
						const it = top.items[top.items.length - 1];
						if (it.value) {
							top.items.push({
								start: [],
								key: token,
								sep: []
							});
							this.onKeyLine = true;
							return;
						} else if (it.sep) it.value = token;
						else {
							Object.assign(it, {
								key: token,
								sep: []
							});
							this.onKeyLine = !it.explicitKey;
							return;
						}
						break;
					}
					case "block-seq": {
						const it = top.items[top.items.length - 1];
						if (it.value) top.items.push({
							start: [],
							value: token
						});
						else it.value = token;
						break;
					}
					case "flow-collection": {
						const it = top.items[top.items.length - 1];
						if (!it || it.value) top.items.push({
							start: [],
							key: token,
							sep: []
						});
						else if (it.sep) it.value = token;
						else Object.assign(it, {
							key: token,
							sep: []
						});
						return;
					}
					/* istanbul ignore next should not happen */
					default:
						yield* this.pop();
						yield* this.pop(token);
				}
				if ((top.type === "document" || top.type === "block-map" || top.type === "block-seq") && (token.type === "block-map" || token.type === "block-seq")) {
					const last = token.items[token.items.length - 1];
					if (last && !last.sep && !last.value && last.start.length > 0 && findNonEmptyIndex(last.start) === -1 && (token.indent === 0 || last.start.every((st) => st.type !== "comment" || st.indent < token.indent))) {
						if (top.type === "document") top.end = last.start;
						else top.items.push({ start: last.start });
						token.items.splice(-1, 1);
					}
				}
			}
		}
		*stream() {
			switch (this.type) {
				case "directive-line":
					yield {
						type: "directive",
						offset: this.offset,
						source: this.source
					};
					return;
				case "byte-order-mark":
				case "space":
				case "comment":
				case "newline":
					yield this.sourceToken;
					return;
				case "doc-mode":
				case "doc-start": {
					const doc = {
						type: "document",
						offset: this.offset,
						start: []
					};
					if (this.type === "doc-start") doc.start.push(this.sourceToken);
					this.stack.push(doc);
					return;
				}
			}
			yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML stream`,
				source: this.source
			};
		}
		*document(doc) {
			if (doc.value) return yield* this.lineEnd(doc);
			switch (this.type) {
				case "doc-start":
					if (findNonEmptyIndex(doc.start) !== -1) {
						yield* this.pop();
						yield* this.step();
					} else doc.start.push(this.sourceToken);
					return;
				case "anchor":
				case "tag":
				case "space":
				case "comment":
				case "newline":
					doc.start.push(this.sourceToken);
					return;
			}
			const bv = this.startBlockValue(doc);
			if (bv) this.stack.push(bv);
			else yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML document`,
				source: this.source
			};
		}
		*scalar(scalar) {
			if (this.type === "map-value-ind") {
				const start = getFirstKeyStartProps(getPrevProps(this.peek(2)));
				let sep;
				if (scalar.end) {
					sep = scalar.end;
					sep.push(this.sourceToken);
					delete scalar.end;
				} else sep = [this.sourceToken];
				const map = {
					type: "block-map",
					offset: scalar.offset,
					indent: scalar.indent,
					items: [{
						start,
						key: scalar,
						sep
					}]
				};
				this.onKeyLine = true;
				this.stack[this.stack.length - 1] = map;
			} else yield* this.lineEnd(scalar);
		}
		*blockScalar(scalar) {
			switch (this.type) {
				case "space":
				case "comment":
				case "newline":
					scalar.props.push(this.sourceToken);
					return;
				case "scalar":
					scalar.source = this.source;
					this.atNewLine = true;
					this.indent = 0;
					if (this.onNewLine) {
						let nl = this.source.indexOf("\n") + 1;
						while (nl !== 0) {
							this.onNewLine(this.offset + nl);
							nl = this.source.indexOf("\n", nl) + 1;
						}
					}
					yield* this.pop();
					break;
				/* istanbul ignore next should not happen */
				default:
					yield* this.pop();
					yield* this.step();
			}
		}
		*blockMap(map) {
			const it = map.items[map.items.length - 1];
			switch (this.type) {
				case "newline":
					this.onKeyLine = false;
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else map.items.push({ start: [this.sourceToken] });
					} else if (it.sep) it.sep.push(this.sourceToken);
					else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) map.items.push({ start: [this.sourceToken] });
					else if (it.sep) it.sep.push(this.sourceToken);
					else {
						if (this.atIndentedComment(it.start, map.indent)) {
							const end = map.items[map.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								map.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
			}
			if (this.indent >= map.indent) {
				const atMapIndent = !this.onKeyLine && this.indent === map.indent;
				const atNextItem = atMapIndent && (it.sep || it.explicitKey) && this.type !== "seq-item-ind";
				let start = [];
				if (atNextItem && it.sep && !it.value) {
					const nl = [];
					for (let i = 0; i < it.sep.length; ++i) {
						const st = it.sep[i];
						switch (st.type) {
							case "newline":
								nl.push(i);
								break;
							case "space": break;
							case "comment":
								if (st.indent > map.indent) nl.length = 0;
								break;
							default: nl.length = 0;
						}
					}
					if (nl.length >= 2) start = it.sep.splice(nl[1]);
				}
				switch (this.type) {
					case "anchor":
					case "tag":
						if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({ start });
							this.onKeyLine = true;
						} else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "explicit-key-ind":
						if (!it.sep && !it.explicitKey) {
							it.start.push(this.sourceToken);
							it.explicitKey = true;
						} else if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({
								start,
								explicitKey: true
							});
						} else this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [this.sourceToken],
								explicitKey: true
							}]
						});
						this.onKeyLine = true;
						return;
					case "map-value-ind":
						if (it.explicitKey) {
							if (!it.sep) {
								if (includesToken(it.start, "newline")) Object.assign(it, {
									key: null,
									sep: [this.sourceToken]
								});
								else {
									const start = getFirstKeyStartProps(it.start);
									this.stack.push({
										type: "block-map",
										offset: this.offset,
										indent: this.indent,
										items: [{
											start,
											key: null,
											sep: [this.sourceToken]
										}]
									});
								}
							} else if (it.value) map.items.push({
								start: [],
								key: null,
								sep: [this.sourceToken]
							});
							else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
								type: "block-map",
								offset: this.offset,
								indent: this.indent,
								items: [{
									start,
									key: null,
									sep: [this.sourceToken]
								}]
							});
							else if (isFlowToken(it.key) && !includesToken(it.sep, "newline")) {
								const start = getFirstKeyStartProps(it.start);
								const key = it.key;
								const sep = it.sep;
								sep.push(this.sourceToken);
								delete it.key;
								delete it.sep;
								this.stack.push({
									type: "block-map",
									offset: this.offset,
									indent: this.indent,
									items: [{
										start,
										key,
										sep
									}]
								});
							} else if (start.length > 0) it.sep = it.sep.concat(start, this.sourceToken);
							else it.sep.push(this.sourceToken);
						} else if (!it.sep) Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.value || atNextItem) map.items.push({
							start,
							key: null,
							sep: [this.sourceToken]
						});
						else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [],
								key: null,
								sep: [this.sourceToken]
							}]
						});
						else it.sep.push(this.sourceToken);
						this.onKeyLine = true;
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (atNextItem || it.value) {
							map.items.push({
								start,
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						} else if (it.sep) this.stack.push(fs);
						else {
							Object.assign(it, {
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						}
						return;
					}
					default: {
						const bv = this.startBlockValue(map);
						if (bv) {
							if (bv.type === "block-seq") {
								if (!it.explicitKey && it.sep && !includesToken(it.sep, "newline")) {
									yield* this.pop({
										type: "error",
										offset: this.offset,
										message: "Unexpected block-seq-ind on same line with key",
										source: this.source
									});
									return;
								}
							} else if (atMapIndent) map.items.push({ start });
							this.stack.push(bv);
							return;
						}
					}
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*blockSequence(seq) {
			const it = seq.items[seq.items.length - 1];
			switch (this.type) {
				case "newline":
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else seq.items.push({ start: [this.sourceToken] });
					} else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) seq.items.push({ start: [this.sourceToken] });
					else {
						if (this.atIndentedComment(it.start, seq.indent)) {
							const end = seq.items[seq.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								seq.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
				case "anchor":
				case "tag":
					if (it.value || this.indent <= seq.indent) break;
					it.start.push(this.sourceToken);
					return;
				case "seq-item-ind":
					if (this.indent !== seq.indent) break;
					if (it.value || includesToken(it.start, "seq-item-ind")) seq.items.push({ start: [this.sourceToken] });
					else it.start.push(this.sourceToken);
					return;
			}
			if (this.indent > seq.indent) {
				const bv = this.startBlockValue(seq);
				if (bv) {
					this.stack.push(bv);
					return;
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*flowCollection(fc) {
			const it = fc.items[fc.items.length - 1];
			if (this.type === "flow-error-end") {
				let top;
				do {
					yield* this.pop();
					top = this.peek(1);
				} while (top?.type === "flow-collection");
			} else if (fc.end.length === 0) {
				switch (this.type) {
					case "comma":
					case "explicit-key-ind":
						if (!it || it.sep) fc.items.push({ start: [this.sourceToken] });
						else it.start.push(this.sourceToken);
						return;
					case "map-value-ind":
						if (!it || it.value) fc.items.push({
							start: [],
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.sep) it.sep.push(this.sourceToken);
						else Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						return;
					case "space":
					case "comment":
					case "newline":
					case "anchor":
					case "tag":
						if (!it || it.value) fc.items.push({ start: [this.sourceToken] });
						else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (!it || it.value) fc.items.push({
							start: [],
							key: fs,
							sep: []
						});
						else if (it.sep) this.stack.push(fs);
						else Object.assign(it, {
							key: fs,
							sep: []
						});
						return;
					}
					case "flow-map-end":
					case "flow-seq-end":
						fc.end.push(this.sourceToken);
						return;
				}
				const bv = this.startBlockValue(fc);
				/* istanbul ignore else should not happen */
				if (bv) this.stack.push(bv);
				else {
					yield* this.pop();
					yield* this.step();
				}
			} else {
				const parent = this.peek(2);
				if (parent.type === "block-map" && (this.type === "map-value-ind" && parent.indent === fc.indent || this.type === "newline" && !parent.items[parent.items.length - 1].sep)) {
					yield* this.pop();
					yield* this.step();
				} else if (this.type === "map-value-ind" && parent.type !== "flow-collection") {
					const start = getFirstKeyStartProps(getPrevProps(parent));
					fixFlowSeqItems(fc);
					const sep = fc.end.splice(1, fc.end.length);
					sep.push(this.sourceToken);
					const map = {
						type: "block-map",
						offset: fc.offset,
						indent: fc.indent,
						items: [{
							start,
							key: fc,
							sep
						}]
					};
					this.onKeyLine = true;
					this.stack[this.stack.length - 1] = map;
				} else yield* this.lineEnd(fc);
			}
		}
		flowScalar(type) {
			if (this.onNewLine) {
				let nl = this.source.indexOf("\n") + 1;
				while (nl !== 0) {
					this.onNewLine(this.offset + nl);
					nl = this.source.indexOf("\n", nl) + 1;
				}
			}
			return {
				type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		startBlockValue(parent) {
			switch (this.type) {
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return this.flowScalar(this.type);
				case "block-scalar-header": return {
					type: "block-scalar",
					offset: this.offset,
					indent: this.indent,
					props: [this.sourceToken],
					source: ""
				};
				case "flow-map-start":
				case "flow-seq-start": return {
					type: "flow-collection",
					offset: this.offset,
					indent: this.indent,
					start: this.sourceToken,
					items: [],
					end: []
				};
				case "seq-item-ind": return {
					type: "block-seq",
					offset: this.offset,
					indent: this.indent,
					items: [{ start: [this.sourceToken] }]
				};
				case "explicit-key-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					start.push(this.sourceToken);
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							explicitKey: true
						}]
					};
				}
				case "map-value-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							key: null,
							sep: [this.sourceToken]
						}]
					};
				}
			}
			return null;
		}
		atIndentedComment(start, indent) {
			if (this.type !== "comment") return false;
			if (this.indent <= indent) return false;
			return start.every((st) => st.type === "newline" || st.type === "space");
		}
		*documentEnd(docEnd) {
			if (this.type !== "doc-mode") {
				if (docEnd.end) docEnd.end.push(this.sourceToken);
				else docEnd.end = [this.sourceToken];
				if (this.type === "newline") yield* this.pop();
			}
		}
		*lineEnd(token) {
			switch (this.type) {
				case "comma":
				case "doc-start":
				case "doc-end":
				case "flow-seq-end":
				case "flow-map-end":
				case "map-value-ind":
					yield* this.pop();
					yield* this.step();
					break;
				case "newline": this.onKeyLine = false;
				default:
					if (token.end) token.end.push(this.sourceToken);
					else token.end = [this.sourceToken];
					if (this.type === "newline") yield* this.pop();
			}
		}
	};
	exports.Parser = Parser;
}));
// node_modules/yaml/dist/public-api.js
var require_public_api = /* @__PURE__ */ __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var errors = require_errors();
	var log = require_log();
	var identity = require_identity();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	function parseOptions(options) {
		const prettyErrors = options.prettyErrors !== false;
		return {
			lineCounter: options.lineCounter || prettyErrors && new lineCounter.LineCounter() || null,
			prettyErrors
		};
	}
	/**
	* Parse the input as a stream of YAML documents.
	*
	* Documents should be separated from each other by `...` or `---` marker lines.
	*
	* @returns If an empty `docs` array is returned, it will be of type
	*   EmptyStream and contain additional stream information. In
	*   TypeScript, you should use `'empty' in docs` as a type guard for it.
	*/
	function parseAllDocuments(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		const docs = Array.from(composer$1.compose(parser$1.parse(source)));
		if (prettyErrors && lineCounter) for (const doc of docs) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		if (docs.length > 0) return docs;
		return Object.assign([], { empty: true }, composer$1.streamInfo());
	}
	/** Parse an input string into a single YAML.Document */
	function parseDocument(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		let doc = null;
		for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) if (!doc) doc = _doc;
		else if (doc.options.logLevel !== "silent") {
			doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), "MULTIPLE_DOCS", "Source contains multiple documents; please use YAML.parseAllDocuments()"));
			break;
		}
		if (prettyErrors && lineCounter) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		return doc;
	}
	function parse(src, reviver, options) {
		let _reviver = void 0;
		if (typeof reviver === "function") _reviver = reviver;
		else if (options === void 0 && reviver && typeof reviver === "object") options = reviver;
		const doc = parseDocument(src, options);
		if (!doc) return null;
		doc.warnings.forEach((warning) => log.warn(doc.options.logLevel, warning));
		if (doc.errors.length > 0) {
			if (doc.options.logLevel !== "silent") throw doc.errors[0];
			else doc.errors = [];
		}
		return doc.toJS(Object.assign({ reviver: _reviver }, options));
	}
	function stringify(value, replacer, options) {
		let _replacer = null;
		if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
		else if (options === void 0 && replacer) options = replacer;
		if (typeof options === "string") options = options.length;
		if (typeof options === "number") {
			const indent = Math.round(options);
			options = indent < 1 ? void 0 : indent > 8 ? { indent: 8 } : { indent };
		}
		if (value === void 0) {
			const { keepUndefined } = options ?? replacer ?? {};
			if (!keepUndefined) return void 0;
		}
		if (identity.isDocument(value) && !_replacer) return value.toString(options);
		return new Document.Document(value, _replacer, options).toString(options);
	}
	exports.parse = parse;
	exports.parseAllDocuments = parseAllDocuments;
	exports.parseDocument = parseDocument;
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/index.js
var require_dist = /* @__PURE__ */ __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var Schema = require_Schema();
	var errors = require_errors();
	var Alias = require_Alias();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	require_cst();
	var lexer = require_lexer();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	var publicApi = require_public_api();
	var visit = require_visit();
	exports.Composer = composer.Composer;
	exports.Document = Document.Document;
	exports.Schema = Schema.Schema;
	exports.YAMLError = errors.YAMLError;
	exports.YAMLParseError = errors.YAMLParseError;
	exports.YAMLWarning = errors.YAMLWarning;
	exports.Alias = Alias.Alias;
	exports.isAlias = identity.isAlias;
	exports.isCollection = identity.isCollection;
	exports.isDocument = identity.isDocument;
	exports.isMap = identity.isMap;
	exports.isNode = identity.isNode;
	exports.isPair = identity.isPair;
	exports.isScalar = identity.isScalar;
	exports.isSeq = identity.isSeq;
	exports.Pair = Pair.Pair;
	exports.Scalar = Scalar.Scalar;
	exports.YAMLMap = YAMLMap.YAMLMap;
	exports.YAMLSeq = YAMLSeq.YAMLSeq;
	exports.Lexer = lexer.Lexer;
	exports.LineCounter = lineCounter.LineCounter;
	exports.Parser = parser.Parser;
	exports.parse = publicApi.parse;
	exports.parseAllDocuments = publicApi.parseAllDocuments;
	exports.parseDocument = publicApi.parseDocument;
	exports.stringify = publicApi.stringify;
	exports.visit = visit.visit;
	exports.visitAsync = visit.visitAsync;
}));
// src/configuration/located-yaml.ts
/**
* Reads one YAML 1.2 document and keeps where everything stands. Stricter than YAML: keys are text and come once, there
* are no tags and no second document, `<<` is a key like any other. Never throws.
*/
function parseLocatedYaml(text) {
	if (text.length > mostCharacters) return {
		kind: "malformed",
		problems: [{
			line: 1,
			column: 1,
			message: `is longer than ${mostCharacters} characters`
		}]
	};
	const lineCounter = new import_dist.LineCounter();
	const documents = (0, import_dist.parseAllDocuments)(text, {
		lineCounter,
		prettyErrors: false,
		logLevel: "silent",
		schema: "core",
		merge: false,
		resolveKnownTags: false
	});
	const positionAt = (offset) => {
		const { line, col } = lineCounter.linePos(offset);
		return {
			line: Math.max(line, 1),
			column: Math.max(col, 1)
		};
	};
	const [document, second] = "empty" in documents ? [] : documents;
	const problems = syntaxProblemsOf(document?.errors ?? [], positionAt);
	if (second !== void 0) problems.push({
		...positionAt(second.range[0]),
		message: "must be one document, this begins a second one"
	});
	if (document === void 0) return valueOf(null, /* @__PURE__ */ new Map(), positionAt);
	if (problems.length > 0) return {
		kind: "malformed",
		problems
	};
	const reader = new Reader(document);
	const value = reader.read(document.contents, []);
	if (reader.problems.length === 0) return valueOf(value, reader.places, positionAt);
	return {
		kind: "malformed",
		problems: reader.problems.map(({ offset, message }) => ({
			...positionAt(offset),
			message
		}))
	};
}
/** One for each line: what follows from the first one there would only hide it. */
function syntaxProblemsOf(errors, positionAt) {
	const byLine = /* @__PURE__ */ new Map();
	for (const { code, message, pos } of errors) {
		const position = positionAt(pos[0]);
		if (byLine.has(position.line)) continue;
		byLine.set(position.line, {
			...position,
			message: code === "RESOURCE_EXHAUSTION" ? "is nested too deep" : message
		});
	}
	return [...byLine.values()];
}
function valueOf(value, places, positionAt) {
	const placeOf = (path) => places.get(nameOf$4(path)) ?? (path.length === 0 ? {
		key: 0,
		value: 0
	} : placeOf(path.slice(0, -1)));
	return {
		kind: "value",
		value,
		has: (path) => places.has(nameOf$4(path)),
		positionOf: (path) => positionAt(placeOf(path).value),
		positionOfKey: (path) => positionAt(placeOf(path).key)
	};
}
function nameOf$4(path) {
	return JSON.stringify(path.map(String));
}
var import_dist, mostCharacters, mostValues, deepest, Reader;
var init_located_yaml = __esmMin((() => {
	import_dist = require_dist();
	mostCharacters = 65536;
	mostValues = 1e4;
	deepest = 16;
	Reader = class {
		places = /* @__PURE__ */ new Map();
		problems = [];
		#document;
		#values = 0;
		constructor(document) {
			this.#document = document;
		}
		read(node, path, key) {
			this.#values += 1;
			if (this.#values > mostValues) return this.#refuseOnce(`has more than ${mostValues} values`);
			if (path.length > deepest) return this.#refuseOnce(`is nested more than ${deepest} deep`);
			if ((0, import_dist.isAlias)(node)) {
				const target = node.resolve(this.#document);
				if (target === void 0) return this.#refuse(node.range?.[0], `*${node.source} names nothing above it`);
				return this.read(target, path, key ?? node.range?.[0]);
			}
			if (!(0, import_dist.isScalar)(node) && !(0, import_dist.isSeq)(node) && !(0, import_dist.isMap)(node)) return null;
			const offset = node.range?.[0] ?? 0;
			this.places.set(nameOf$4(path), {
				key: key ?? offset,
				value: offset
			});
			if (node.tag !== void 0) return this.#refuse(offset, `has a tag (${node.tag}); write the value itself`);
			if ((0, import_dist.isScalar)(node)) return node.value;
			if ((0, import_dist.isSeq)(node)) return node.items.map((item, index) => this.read(item, [...path, index]));
			return Object.fromEntries(node.items.map((pair) => {
				const name = (0, import_dist.isScalar)(pair.key) && typeof pair.key.value === "string" ? pair.key.value : null;
				const at = (0, import_dist.isScalar)(pair.key) || (0, import_dist.isSeq)(pair.key) || (0, import_dist.isMap)(pair.key) ? pair.key.range?.[0] : offset;
				if (name === null) return ["", this.#refuse(at, "must be a key of plain text")];
				return [name, this.read(pair.value, [...path, name], at)];
			}));
		}
		#refuse(offset, message) {
			this.problems.push({
				offset: offset ?? 0,
				message
			});
			return null;
		}
		/** What is over a limit goes on being so: it is said once. */
		#refuseOnce(message) {
			return this.problems.some((problem) => problem.message === message) ? null : this.#refuse(0, message);
		}
	};
}));
// src/configuration/problem.ts
/** What the shape found, at the place in the file where each of it stands. */
function problemsOf(error, places) {
	return error.issues.flatMap((issue) => leavesOf(issue, places)).flatMap((issue) => {
		if (issue.code === "unrecognized_keys") return issue.keys.map((key) => {
			const path = [...issue.path, key];
			return {
				...places.positionOfKey(path),
				key: nameOf$3(path),
				message: issue.message
			};
		});
		return [{
			...places.positionOf(issue.path),
			key: nameOf$3(issue.path),
			message: messageOf(issue)
		}];
	});
}
/** Of a choice between shapes, the problems inside the one whose key the file has, if that is all that is wrong. */
function leavesOf(issue, places) {
	if (issue.code !== "invalid_union") return [issue];
	return issue.errors.find((issues) => issues.every(({ path: [key] }) => key !== void 0 && places.has([...issue.path, key])))?.map((inner) => ({
		...inner,
		path: [...issue.path, ...inner.path]
	})) ?? [issue];
}
function messageOf(issue) {
	const word = issue.code === "invalid_type" ? words.get(issue.expected) : void 0;
	return word !== void 0 && issue.message.startsWith("Invalid input") ? `expected ${word}` : issue.message;
}
function nameOf$3(path) {
	return path.map((key, index) => {
		if (typeof key === "number") return `[${key}]`;
		const name = /^[A-Za-z0-9_-]{1,100}$/.test(String(key)) ? String(key) : JSON.stringify(String(key).slice(0, 100));
		return index === 0 ? name : `.${name}`;
	}).join("");
}
function renderProblem(fileName, problem) {
	const key = problem.key === "" ? "" : `${problem.key}: `;
	return `${fileName}:${problem.line}:${problem.column}: ${key}${problem.message}`;
}
var mostProblems, MalformedConfiguration, words;
var init_problem = __esmMin((() => {
	mostProblems = 20;
	MalformedConfiguration = class extends Error {
		name = "MalformedConfiguration";
		code = "ECONFIG";
		fileName;
		/** In the order of the file, 1 to 20. */
		problems;
		constructor(fileName, problems) {
			const ordered = problems.toSorted((a, b) => a.line - b.line || a.column - b.column).slice(0, mostProblems);
			super(ordered.map((problem) => renderProblem(fileName, problem)).join("\n"));
			this.fileName = fileName;
			this.problems = ordered;
		}
	};
	words = /* @__PURE__ */ new Map([
		["array", "a list"],
		["tuple", "a list"],
		["object", "a mapping"],
		["string", "text"],
		["boolean", "true or false"]
	]);
}));
// node_modules/picomatch/lib/constants.js
var require_constants = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const WIN_SLASH = "\\\\/";
	const WIN_NO_SLASH = `[^${WIN_SLASH}]`;
	const DEFAULT_MAX_EXTGLOB_RECURSION = 0;
	/**
	* Posix glob regex
	*/
	const DOT_LITERAL = "\\.";
	const PLUS_LITERAL = "\\+";
	const QMARK_LITERAL = "\\?";
	const SLASH_LITERAL = "\\/";
	const ONE_CHAR = "(?=.)";
	const QMARK = "[^/]";
	const END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
	const START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
	const DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
	const POSIX_CHARS = {
		DOT_LITERAL,
		PLUS_LITERAL,
		QMARK_LITERAL,
		SLASH_LITERAL,
		ONE_CHAR,
		QMARK,
		END_ANCHOR,
		DOTS_SLASH,
		NO_DOT: `(?!${DOT_LITERAL})`,
		NO_DOTS: `(?!${START_ANCHOR}${DOTS_SLASH})`,
		NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`,
		NO_DOTS_SLASH: `(?!${DOTS_SLASH})`,
		QMARK_NO_DOT: `[^.${SLASH_LITERAL}]`,
		STAR: `${QMARK}*?`,
		START_ANCHOR,
		SEP: "/"
	};
	/**
	* Windows glob regex
	*/
	const WINDOWS_CHARS = {
		...POSIX_CHARS,
		SLASH_LITERAL: `[${WIN_SLASH}]`,
		QMARK: WIN_NO_SLASH,
		STAR: `${WIN_NO_SLASH}*?`,
		DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
		NO_DOT: `(?!${DOT_LITERAL})`,
		NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
		NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
		NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
		QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
		START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
		END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
		SEP: "\\"
	};
	module.exports = {
		DEFAULT_MAX_EXTGLOB_RECURSION,
		MAX_LENGTH: 65536,
		POSIX_REGEX_SOURCE: {
			__proto__: null,
			alnum: "a-zA-Z0-9",
			alpha: "a-zA-Z",
			ascii: "\\x00-\\x7F",
			blank: " \\t",
			cntrl: "\\x00-\\x1F\\x7F",
			digit: "0-9",
			graph: "\\x21-\\x7E",
			lower: "a-z",
			print: "\\x20-\\x7E ",
			punct: "\\-!\"#$%&'()\\*+,./:;<=>?@[\\]^_`{|}~",
			space: " \\t\\r\\n\\v\\f",
			upper: "A-Z",
			word: "A-Za-z0-9_",
			xdigit: "A-Fa-f0-9"
		},
		REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
		REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
		REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
		REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
		REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
		REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,
		REPLACEMENTS: {
			__proto__: null,
			"***": "*",
			"**/**": "**",
			"**/**/**": "**"
		},
		CHAR_0: 48,
		CHAR_9: 57,
		CHAR_UPPERCASE_A: 65,
		CHAR_LOWERCASE_A: 97,
		CHAR_UPPERCASE_Z: 90,
		CHAR_LOWERCASE_Z: 122,
		CHAR_LEFT_PARENTHESES: 40,
		CHAR_RIGHT_PARENTHESES: 41,
		CHAR_ASTERISK: 42,
		CHAR_AMPERSAND: 38,
		CHAR_AT: 64,
		CHAR_BACKWARD_SLASH: 92,
		CHAR_CARRIAGE_RETURN: 13,
		CHAR_CIRCUMFLEX_ACCENT: 94,
		CHAR_COLON: 58,
		CHAR_COMMA: 44,
		CHAR_DOT: 46,
		CHAR_DOUBLE_QUOTE: 34,
		CHAR_EQUAL: 61,
		CHAR_EXCLAMATION_MARK: 33,
		CHAR_FORM_FEED: 12,
		CHAR_FORWARD_SLASH: 47,
		CHAR_GRAVE_ACCENT: 96,
		CHAR_HASH: 35,
		CHAR_HYPHEN_MINUS: 45,
		CHAR_LEFT_ANGLE_BRACKET: 60,
		CHAR_LEFT_CURLY_BRACE: 123,
		CHAR_LEFT_SQUARE_BRACKET: 91,
		CHAR_LINE_FEED: 10,
		CHAR_NO_BREAK_SPACE: 160,
		CHAR_PERCENT: 37,
		CHAR_PLUS: 43,
		CHAR_QUESTION_MARK: 63,
		CHAR_RIGHT_ANGLE_BRACKET: 62,
		CHAR_RIGHT_CURLY_BRACE: 125,
		CHAR_RIGHT_SQUARE_BRACKET: 93,
		CHAR_SEMICOLON: 59,
		CHAR_SINGLE_QUOTE: 39,
		CHAR_SPACE: 32,
		CHAR_TAB: 9,
		CHAR_UNDERSCORE: 95,
		CHAR_VERTICAL_LINE: 124,
		CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279,
		/**
		* Create EXTGLOB_CHARS
		*/
		extglobChars(chars) {
			return {
				"!": {
					type: "negate",
					open: "(?:(?!(?:",
					close: `))${chars.STAR})`
				},
				"?": {
					type: "qmark",
					open: "(?:",
					close: ")?"
				},
				"+": {
					type: "plus",
					open: "(?:",
					close: ")+"
				},
				"*": {
					type: "star",
					open: "(?:",
					close: ")*"
				},
				"@": {
					type: "at",
					open: "(?:",
					close: ")"
				}
			};
		},
		/**
		* Create GLOB_CHARS
		*/
		globChars(win32) {
			return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
		}
	};
}));
// node_modules/picomatch/lib/utils.js
var require_utils = /* @__PURE__ */ __commonJSMin(((exports) => {
	const { REGEX_BACKSLASH, REGEX_REMOVE_BACKSLASH, REGEX_SPECIAL_CHARS, REGEX_SPECIAL_CHARS_GLOBAL } = require_constants();
	exports.isObject = (val) => val !== null && typeof val === "object" && !Array.isArray(val);
	exports.hasRegexChars = (str) => REGEX_SPECIAL_CHARS.test(str);
	exports.isRegexChar = (str) => str.length === 1 && exports.hasRegexChars(str);
	exports.escapeRegex = (str) => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, "\\$1");
	exports.toPosixSlashes = (str) => str.replace(REGEX_BACKSLASH, "/");
	exports.isWindows = () => {
		if (typeof navigator !== "undefined" && navigator.platform) {
			const platform = navigator.platform.toLowerCase();
			return platform === "win32" || platform === "windows";
		}
		if (typeof process !== "undefined" && process.platform) return process.platform === "win32";
		return false;
	};
	exports.removeBackslashes = (str) => {
		return str.replace(REGEX_REMOVE_BACKSLASH, (match) => {
			return match === "\\" ? "" : match;
		});
	};
	exports.escapeLast = (input, char, lastIdx) => {
		const idx = input.lastIndexOf(char, lastIdx);
		if (idx === -1) return input;
		if (input[idx - 1] === "\\") return exports.escapeLast(input, char, idx - 1);
		return `${input.slice(0, idx)}\\${input.slice(idx)}`;
	};
	exports.removePrefix = (input, state = {}) => {
		let output = input;
		if (output.startsWith("./")) {
			output = output.slice(2);
			state.prefix = "./";
		}
		return output;
	};
	exports.wrapOutput = (input, state = {}, options = {}) => {
		let output = `${options.contains ? "" : "^"}(?:${input})${options.contains ? "" : "$"}`;
		if (state.negated === true) output = `(?:^(?!${output}).*$)`;
		return output;
	};
	exports.basename = (path, { windows } = {}) => {
		const segs = path.split(windows ? /[\\/]/ : "/");
		const last = segs[segs.length - 1];
		if (last === "") return segs[segs.length - 2];
		return last;
	};
}));
// node_modules/picomatch/lib/scan.js
var require_scan = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const utils = require_utils();
	const { CHAR_ASTERISK, CHAR_AT, CHAR_BACKWARD_SLASH, CHAR_COMMA, CHAR_DOT, CHAR_EXCLAMATION_MARK, CHAR_FORWARD_SLASH, CHAR_LEFT_CURLY_BRACE, CHAR_LEFT_PARENTHESES, CHAR_LEFT_SQUARE_BRACKET, CHAR_PLUS, CHAR_QUESTION_MARK, CHAR_RIGHT_CURLY_BRACE, CHAR_RIGHT_PARENTHESES, CHAR_RIGHT_SQUARE_BRACKET } = require_constants();
	const isPathSeparator = (code) => {
		return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
	};
	const depth = (token) => {
		if (token.isPrefix !== true) token.depth = token.isGlobstar ? Infinity : 1;
	};
	/**
	* Quickly scans a glob pattern and returns an object with a handful of
	* useful properties, like `isGlob`, `path` (the leading non-glob, if it exists),
	* `glob` (the actual pattern), `negated` (true if the path starts with `!` but not
	* with `!(`) and `negatedExtglob` (true if the path starts with `!(`).
	*
	* ```js
	* const pm = require('picomatch');
	* console.log(pm.scan('foo/bar/*.js'));
	* { isGlob: true, input: 'foo/bar/*.js', base: 'foo/bar', glob: '*.js' }
	* ```
	* @param {String} `str`
	* @param {Object} `options`
	* @return {Object} Returns an object with tokens and regex source string.
	* @api public
	*/
	const scan = (input, options) => {
		const opts = options || {};
		const length = input.length - 1;
		const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
		const slashes = [];
		const tokens = [];
		const parts = [];
		let str = input;
		let index = -1;
		let start = 0;
		let lastIndex = 0;
		let isBrace = false;
		let isBracket = false;
		let isGlob = false;
		let isExtglob = false;
		let isGlobstar = false;
		let braceEscaped = false;
		let backslashes = false;
		let negated = false;
		let negatedExtglob = false;
		let finished = false;
		let braces = 0;
		let prev;
		let code;
		let token = {
			value: "",
			depth: 0,
			isGlob: false
		};
		const eos = () => index >= length;
		const peek = () => str.charCodeAt(index + 1);
		const advance = () => {
			prev = code;
			return str.charCodeAt(++index);
		};
		while (index < length) {
			code = advance();
			let next;
			if (code === CHAR_BACKWARD_SLASH) {
				backslashes = token.backslashes = true;
				code = advance();
				if (code === CHAR_LEFT_CURLY_BRACE) braceEscaped = true;
				continue;
			}
			if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
				braces++;
				while (eos() !== true && (code = advance())) {
					if (code === CHAR_BACKWARD_SLASH) {
						backslashes = token.backslashes = true;
						advance();
						continue;
					}
					if (code === CHAR_LEFT_CURLY_BRACE) {
						braces++;
						continue;
					}
					if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
						isBrace = token.isBrace = true;
						isGlob = token.isGlob = true;
						finished = true;
						if (scanToEnd === true) continue;
						break;
					}
					if (braceEscaped !== true && code === CHAR_COMMA) {
						isBrace = token.isBrace = true;
						isGlob = token.isGlob = true;
						finished = true;
						if (scanToEnd === true) continue;
						break;
					}
					if (code === CHAR_RIGHT_CURLY_BRACE) {
						braces--;
						if (braces === 0) {
							braceEscaped = false;
							isBrace = token.isBrace = true;
							finished = true;
							break;
						}
					}
				}
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_FORWARD_SLASH) {
				slashes.push(index);
				tokens.push(token);
				token = {
					value: "",
					depth: 0,
					isGlob: false
				};
				if (finished === true) continue;
				if (prev === CHAR_DOT && index === start + 1) {
					start += 2;
					continue;
				}
				lastIndex = index + 1;
				continue;
			}
			if (opts.noext !== true) {
				if ((code === CHAR_PLUS || code === CHAR_AT || code === CHAR_ASTERISK || code === CHAR_QUESTION_MARK || code === CHAR_EXCLAMATION_MARK) === true && peek() === CHAR_LEFT_PARENTHESES) {
					isGlob = token.isGlob = true;
					isExtglob = token.isExtglob = true;
					finished = true;
					if (code === CHAR_EXCLAMATION_MARK && index === start) negatedExtglob = true;
					if (scanToEnd === true) {
						let parens = 0;
						while (eos() !== true && (code = advance())) {
							if (code === CHAR_BACKWARD_SLASH) {
								backslashes = token.backslashes = true;
								advance();
								continue;
							}
							if (code === CHAR_LEFT_PARENTHESES) {
								parens++;
								continue;
							}
							if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
								finished = true;
								break;
							}
						}
						continue;
					}
					break;
				}
			}
			if (code === CHAR_ASTERISK) {
				if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
				isGlob = token.isGlob = true;
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_QUESTION_MARK) {
				isGlob = token.isGlob = true;
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_LEFT_SQUARE_BRACKET) {
				while (eos() !== true && (next = advance())) {
					if (next === CHAR_BACKWARD_SLASH) {
						backslashes = token.backslashes = true;
						advance();
						continue;
					}
					if (next === CHAR_RIGHT_SQUARE_BRACKET) {
						isBracket = token.isBracket = true;
						isGlob = token.isGlob = true;
						finished = true;
						break;
					}
				}
				if (scanToEnd === true) continue;
				break;
			}
			if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start) {
				negated = token.negated = true;
				start++;
				continue;
			}
			if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
				isGlob = token.isGlob = true;
				if (scanToEnd === true) {
					let parens = 1;
					while (eos() !== true && (code = advance())) {
						if (code === CHAR_BACKWARD_SLASH) {
							backslashes = token.backslashes = true;
							advance();
							continue;
						}
						if (code === CHAR_LEFT_PARENTHESES) {
							parens++;
							continue;
						}
						if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
							finished = true;
							break;
						}
					}
					continue;
				}
				break;
			}
			if (isGlob === true) {
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
		}
		if (opts.noext === true) {
			isExtglob = false;
			isGlob = false;
		}
		let base = str;
		let prefix = "";
		let glob = "";
		if (start > 0) {
			prefix = str.slice(0, start);
			str = str.slice(start);
			lastIndex -= start;
		}
		if (base && isGlob === true && lastIndex > 0) {
			base = str.slice(0, lastIndex);
			glob = str.slice(lastIndex);
		} else if (isGlob === true) {
			base = "";
			glob = str;
		} else base = str;
		if (base && base !== "" && base !== "/" && base !== str) {
			if (isPathSeparator(base.charCodeAt(base.length - 1))) base = base.slice(0, -1);
		}
		if (opts.unescape === true) {
			if (glob) glob = utils.removeBackslashes(glob);
			if (base && backslashes === true) base = utils.removeBackslashes(base);
		}
		const state = {
			prefix,
			input,
			start,
			base,
			glob,
			isBrace,
			isBracket,
			isGlob,
			isExtglob,
			isGlobstar,
			negated,
			negatedExtglob
		};
		if (opts.tokens === true) {
			state.maxDepth = 0;
			if (!isPathSeparator(code)) tokens.push(token);
			state.tokens = tokens;
		}
		if (opts.parts === true || opts.tokens === true) {
			let prevIndex;
			for (let idx = 0; idx < slashes.length; idx++) {
				const n = prevIndex !== void 0 ? prevIndex + 1 : start;
				const i = slashes[idx];
				const value = input.slice(n, i);
				if (opts.tokens) {
					if (idx === 0 && start !== 0) {
						tokens[idx].isPrefix = true;
						tokens[idx].value = prefix;
					} else tokens[idx].value = value;
					depth(tokens[idx]);
					state.maxDepth += tokens[idx].depth;
				}
				if (i >= start) {
					parts.push(value);
					prevIndex = i;
				}
			}
			const n = prevIndex !== void 0 ? prevIndex + 1 : start;
			const value = input.slice(n);
			parts.push(value);
			if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
				tokens[tokens.length - 1].value = value;
				depth(tokens[tokens.length - 1]);
				state.maxDepth += tokens[tokens.length - 1].depth;
			}
			state.slashes = slashes;
			state.parts = parts;
		}
		return state;
	};
	module.exports = scan;
}));
// node_modules/picomatch/lib/parse.js
var require_parse = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const constants = require_constants();
	const utils = require_utils();
	/**
	* Constants
	*/
	const { MAX_LENGTH, POSIX_REGEX_SOURCE, REGEX_NON_SPECIAL_CHARS, REGEX_SPECIAL_CHARS_BACKREF, REPLACEMENTS } = constants;
	/**
	* Helpers
	*/
	const expandRange = (args, options) => {
		if (typeof options.expandRange === "function") return options.expandRange(...args, options);
		args.sort();
		const value = `[${args.join("-")}]`;
		try {
			new RegExp(value);
		} catch (ex) {
			return args.map((v) => utils.escapeRegex(v)).join("..");
		}
		return value;
	};
	/**
	* Create the message for a syntax error
	*/
	const syntaxError = (type, char) => {
		return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
	};
	const splitTopLevel = (input) => {
		const parts = [];
		let bracket = 0;
		let paren = 0;
		let quote = 0;
		let value = "";
		let escaped = false;
		for (const ch of input) {
			if (escaped === true) {
				value += ch;
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				value += ch;
				escaped = true;
				continue;
			}
			if (ch === "\"") {
				quote = quote === 1 ? 0 : 1;
				value += ch;
				continue;
			}
			if (quote === 0) {
				if (ch === "[") bracket++;
				else if (ch === "]" && bracket > 0) bracket--;
				else if (bracket === 0) {
					if (ch === "(") paren++;
					else if (ch === ")" && paren > 0) paren--;
					else if (ch === "|" && paren === 0) {
						parts.push(value);
						value = "";
						continue;
					}
				}
			}
			value += ch;
		}
		parts.push(value);
		return parts;
	};
	const isPlainBranch = (branch) => {
		let escaped = false;
		for (const ch of branch) {
			if (escaped === true) {
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				escaped = true;
				continue;
			}
			if (/[?*+@!()[\]{}]/.test(ch)) return false;
		}
		return true;
	};
	const normalizeSimpleBranch = (branch) => {
		let value = branch.trim();
		let changed = true;
		while (changed === true) {
			changed = false;
			if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
				value = value.slice(2, -1);
				changed = true;
			}
		}
		if (!isPlainBranch(value)) return;
		return value.replace(/\\(.)/g, "$1");
	};
	const hasRepeatedCharPrefixOverlap = (branches) => {
		const values = branches.map(normalizeSimpleBranch).filter(Boolean);
		for (let i = 0; i < values.length; i++) for (let j = i + 1; j < values.length; j++) {
			const a = values[i];
			const b = values[j];
			const char = a[0];
			if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) continue;
			if (a === b || a.startsWith(b) || b.startsWith(a)) return true;
		}
		return false;
	};
	const parseRepeatedExtglob = (pattern, requireEnd = true) => {
		if (pattern[0] !== "+" && pattern[0] !== "*" || pattern[1] !== "(") return;
		let bracket = 0;
		let paren = 0;
		let quote = 0;
		let escaped = false;
		for (let i = 1; i < pattern.length; i++) {
			const ch = pattern[i];
			if (escaped === true) {
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				escaped = true;
				continue;
			}
			if (ch === "\"") {
				quote = quote === 1 ? 0 : 1;
				continue;
			}
			if (quote === 1) continue;
			if (ch === "[") {
				bracket++;
				continue;
			}
			if (ch === "]" && bracket > 0) {
				bracket--;
				continue;
			}
			if (bracket > 0) continue;
			if (ch === "(") {
				paren++;
				continue;
			}
			if (ch === ")") {
				paren--;
				if (paren === 0) {
					if (requireEnd === true && i !== pattern.length - 1) return;
					return {
						type: pattern[0],
						body: pattern.slice(2, i),
						end: i
					};
				}
			}
		}
	};
	const buildCharClassStar = (chars) => {
		return `${chars.length === 1 ? utils.escapeRegex(chars[0]) : `[${chars.map((ch) => utils.escapeRegex(ch)).join("")}]`}*`;
	};
	const getStarExtglobSequenceChars = (pattern) => {
		let index = 0;
		const chars = [];
		while (index < pattern.length) {
			const match = parseRepeatedExtglob(pattern.slice(index), false);
			if (!match || match.type !== "*") return;
			const branches = splitTopLevel(match.body).map((branch) => branch.trim());
			if (branches.length !== 1) return;
			const branch = normalizeSimpleBranch(branches[0]);
			if (!branch || branch.length !== 1) return;
			chars.push(branch);
			index += match.end + 1;
		}
		if (chars.length < 1) return;
		return chars;
	};
	const repeatedExtglobRecursion = (pattern) => {
		let depth = 0;
		let value = pattern.trim();
		let match = parseRepeatedExtglob(value);
		while (match) {
			depth++;
			value = match.body.trim();
			match = parseRepeatedExtglob(value);
		}
		return depth;
	};
	const analyzeRepeatedExtglob = (body, options) => {
		if (options.maxExtglobRecursion === false) return { risky: false };
		const max = typeof options.maxExtglobRecursion === "number" ? options.maxExtglobRecursion : constants.DEFAULT_MAX_EXTGLOB_RECURSION;
		const branches = splitTopLevel(body).map((branch) => branch.trim());
		if (branches.length > 1) {
			if (branches.some((branch) => branch === "") || branches.some((branch) => /^[*?]+$/.test(branch)) || hasRepeatedCharPrefixOverlap(branches)) return { risky: true };
		}
		const safeChars = [];
		let sawStarSequence = false;
		let combinable = true;
		for (const branch of branches) {
			const chars = getStarExtglobSequenceChars(branch);
			if (chars) {
				sawStarSequence = true;
				safeChars.push(...chars);
				continue;
			}
			const literal = normalizeSimpleBranch(branch);
			if (literal && literal.length === 1) {
				safeChars.push(literal);
				continue;
			}
			combinable = false;
			if (repeatedExtglobRecursion(branch) > max) return { risky: true };
		}
		if (sawStarSequence) return combinable ? {
			risky: true,
			safeOutput: buildCharClassStar([...new Set(safeChars)])
		} : { risky: true };
		return { risky: false };
	};
	/**
	* Parse the given input string.
	* @param {String} input
	* @param {Object} options
	* @return {Object}
	*/
	const parse = (input, options) => {
		if (typeof input !== "string") throw new TypeError("Expected a string");
		input = REPLACEMENTS[input] || input;
		const opts = { ...options };
		const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
		let len = input.length;
		if (len > max) throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
		const bos = {
			type: "bos",
			value: "",
			output: opts.prepend || ""
		};
		const tokens = [bos];
		const capture = opts.capture ? "" : "?:";
		const PLATFORM_CHARS = constants.globChars(opts.windows);
		const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);
		const { DOT_LITERAL, PLUS_LITERAL, SLASH_LITERAL, ONE_CHAR, DOTS_SLASH, NO_DOT, NO_DOT_SLASH, NO_DOTS_SLASH, QMARK, QMARK_NO_DOT, STAR, START_ANCHOR } = PLATFORM_CHARS;
		const globstar = (opts) => {
			return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
		};
		const nodot = opts.dot ? "" : NO_DOT;
		const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
		let star = opts.bash === true ? globstar(opts) : STAR;
		if (opts.capture) star = `(${star})`;
		if (typeof opts.noext === "boolean") opts.noextglob = opts.noext;
		const state = {
			input,
			index: -1,
			start: 0,
			dot: opts.dot === true,
			consumed: "",
			output: "",
			prefix: "",
			backtrack: false,
			negated: false,
			brackets: 0,
			braces: 0,
			parens: 0,
			quotes: 0,
			globstar: false,
			tokens
		};
		input = utils.removePrefix(input, state);
		len = input.length;
		const extglobs = [];
		const braces = [];
		const stack = [];
		let prev = bos;
		let value;
		/**
		* Tokenizing helpers
		*/
		const eos = () => state.index === len - 1;
		const peek = state.peek = (n = 1) => input[state.index + n];
		const advance = state.advance = () => input[++state.index] || "";
		const remaining = () => input.slice(state.index + 1);
		const consume = (value = "", num = 0) => {
			state.consumed += value;
			state.index += num;
		};
		const append = (token) => {
			state.output += token.output != null ? token.output : token.value;
			consume(token.value);
		};
		const negate = () => {
			let count = 1;
			while (peek() === "!" && (peek(2) !== "(" || peek(3) === "?")) {
				advance();
				state.start++;
				count++;
			}
			if (count % 2 === 0) return false;
			state.negated = true;
			state.start++;
			return true;
		};
		const increment = (type) => {
			state[type]++;
			stack.push(type);
		};
		const decrement = (type) => {
			state[type]--;
			stack.pop();
		};
		/**
		* Push tokens onto the tokens array. This helper speeds up
		* tokenizing by 1) helping us avoid backtracking as much as possible,
		* and 2) helping us avoid creating extra tokens when consecutive
		* characters are plain text. This improves performance and simplifies
		* lookbehinds.
		*/
		const push = (tok) => {
			if (prev.type === "globstar") {
				const isBrace = state.braces > 0 && (tok.type === "comma" || tok.type === "brace");
				const isExtglob = tok.extglob === true || extglobs.length && (tok.type === "pipe" || tok.type === "paren");
				if (tok.type !== "slash" && tok.type !== "paren" && !isBrace && !isExtglob) {
					state.output = state.output.slice(0, -prev.output.length);
					prev.type = "star";
					prev.value = "*";
					prev.output = star;
					state.output += prev.output;
				}
			}
			if (extglobs.length && tok.type !== "paren") extglobs[extglobs.length - 1].inner += tok.value;
			if (tok.value || tok.output) append(tok);
			if (prev && prev.type === "text" && tok.type === "text") {
				prev.output = (prev.output || prev.value) + tok.value;
				prev.value += tok.value;
				return;
			}
			tok.prev = prev;
			tokens.push(tok);
			prev = tok;
		};
		const extglobOpen = (type, value) => {
			const token = {
				...EXTGLOB_CHARS[value],
				conditions: 1,
				inner: ""
			};
			token.prev = prev;
			token.parens = state.parens;
			token.output = state.output;
			token.startIndex = state.index;
			token.tokensIndex = tokens.length;
			const output = (opts.capture ? "(" : "") + token.open;
			increment("parens");
			push({
				type,
				value,
				output: state.output ? "" : ONE_CHAR
			});
			push({
				type: "paren",
				extglob: true,
				value: advance(),
				output
			});
			extglobs.push(token);
		};
		const extglobClose = (token) => {
			const literal = input.slice(token.startIndex, state.index + 1);
			const body = input.slice(token.startIndex + 2, state.index);
			const analysis = analyzeRepeatedExtglob(body, opts);
			if ((token.type === "plus" || token.type === "star") && analysis.risky) {
				const safeOutput = analysis.safeOutput ? (token.output ? "" : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput) : void 0;
				const open = tokens[token.tokensIndex];
				open.type = "text";
				open.value = literal;
				open.output = safeOutput || utils.escapeRegex(literal);
				for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
					tokens[i].value = "";
					tokens[i].output = "";
					delete tokens[i].suffix;
				}
				state.output = token.output + open.output;
				state.backtrack = true;
				push({
					type: "paren",
					extglob: true,
					value,
					output: ""
				});
				decrement("parens");
				return;
			}
			let output = token.close + (opts.capture ? ")" : "");
			let rest;
			if (token.type === "negate") {
				let extglobStar = star;
				if (token.inner && token.inner.length > 1 && token.inner.includes("/")) extglobStar = globstar(opts);
				if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) output = token.close = `)$))${extglobStar}`;
				if (token.inner.includes("*") && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) output = token.close = `)${parse(rest, {
					...options,
					fastpaths: false
				}).output})${extglobStar})`;
				if (token.prev.type === "bos") state.negatedExtglob = true;
			}
			push({
				type: "paren",
				extglob: true,
				value,
				output
			});
			decrement("parens");
		};
		/**
		* Fast paths
		*/
		if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
			let backslashes = false;
			let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
				if (first === "\\") {
					backslashes = true;
					return m;
				}
				if (first === "?") {
					if (esc) return esc + first + (rest ? QMARK.repeat(rest.length) : "");
					if (index === 0) return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : "");
					return QMARK.repeat(chars.length);
				}
				if (first === ".") return DOT_LITERAL.repeat(chars.length);
				if (first === "*") {
					if (esc) return esc + first + (rest ? star : "");
					return star;
				}
				return esc ? m : `\\${m}`;
			});
			if (backslashes === true) {
				if (opts.unescape === true) output = output.replace(/\\/g, "");
				else output = output.replace(/\\+/g, (m) => {
					return m.length % 2 === 0 ? "\\\\" : m ? "\\" : "";
				});
			}
			if (output === input && opts.contains === true) {
				state.output = input;
				return state;
			}
			state.output = utils.wrapOutput(output, state, options);
			return state;
		}
		/**
		* Tokenize input until we reach end-of-string
		*/
		while (!eos()) {
			value = advance();
			if (value === "\0") continue;
			/**
			* Escaped characters
			*/
			if (value === "\\") {
				const next = peek();
				if (next === "/" && opts.bash !== true) continue;
				if (next === "." || next === ";") continue;
				if (!next) {
					value += "\\";
					push({
						type: "text",
						value
					});
					continue;
				}
				const match = /^\\+/.exec(remaining());
				let slashes = 0;
				if (match && match[0].length > 2) {
					slashes = match[0].length;
					state.index += slashes;
					if (slashes % 2 !== 0) value += "\\";
				}
				if (opts.unescape === true) value = advance();
				else value += advance();
				if (state.brackets === 0) {
					push({
						type: "text",
						value
					});
					continue;
				}
			}
			/**
			* If we're inside a regex character class, continue
			* until we reach the closing bracket.
			*/
			if (state.brackets > 0 && (value !== "]" || prev.value === "[" || prev.value === "[^")) {
				if (opts.posix !== false && value === ":") {
					const inner = prev.value.slice(1);
					if (inner.includes("[")) {
						prev.posix = true;
						if (inner.includes(":")) {
							const idx = prev.value.lastIndexOf("[");
							const pre = prev.value.slice(0, idx);
							const rest = prev.value.slice(idx + 2);
							const posix = POSIX_REGEX_SOURCE[rest];
							if (posix) {
								prev.value = pre + posix;
								state.backtrack = true;
								advance();
								if (!bos.output && tokens.indexOf(prev) === 1) bos.output = ONE_CHAR;
								continue;
							}
						}
					}
				}
				if (value === "[" && peek() !== ":" || value === "-" && peek() === "]") value = `\\${value}`;
				if (value === "]" && (prev.value === "[" || prev.value === "[^")) value = `\\${value}`;
				if (opts.posix === true && value === "!" && prev.value === "[") value = "^";
				prev.value += value;
				append({ value });
				continue;
			}
			/**
			* If we're inside a quoted string, continue
			* until we reach the closing double quote.
			*/
			if (state.quotes === 1 && value !== "\"") {
				value = utils.escapeRegex(value);
				prev.value += value;
				append({ value });
				continue;
			}
			/**
			* Double quotes
			*/
			if (value === "\"") {
				state.quotes = state.quotes === 1 ? 0 : 1;
				if (opts.keepQuotes === true) push({
					type: "text",
					value
				});
				continue;
			}
			/**
			* Parentheses
			*/
			if (value === "(") {
				increment("parens");
				push({
					type: "paren",
					value
				});
				continue;
			}
			if (value === ")") {
				if (state.parens === 0 && opts.strictBrackets === true) throw new SyntaxError(syntaxError("opening", "("));
				const extglob = extglobs[extglobs.length - 1];
				if (extglob && state.parens === extglob.parens + 1) {
					extglobClose(extglobs.pop());
					continue;
				}
				push({
					type: "paren",
					value,
					output: state.parens ? ")" : "\\)"
				});
				decrement("parens");
				continue;
			}
			/**
			* Square brackets
			*/
			if (value === "[") {
				if (opts.nobracket === true || !remaining().includes("]")) {
					if (opts.nobracket !== true && opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
					value = `\\${value}`;
				} else increment("brackets");
				push({
					type: "bracket",
					value
				});
				continue;
			}
			if (value === "]") {
				if (opts.nobracket === true || prev && prev.type === "bracket" && prev.value.length === 1) {
					push({
						type: "text",
						value,
						output: `\\${value}`
					});
					continue;
				}
				if (state.brackets === 0) {
					if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("opening", "["));
					push({
						type: "text",
						value,
						output: `\\${value}`
					});
					continue;
				}
				decrement("brackets");
				const prevValue = prev.value.slice(1);
				if (prev.posix !== true && prevValue[0] === "^" && !prevValue.includes("/")) value = `/${value}`;
				prev.value += value;
				append({ value });
				if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) continue;
				const escaped = utils.escapeRegex(prev.value);
				state.output = state.output.slice(0, -prev.value.length);
				if (opts.literalBrackets === true) {
					state.output += escaped;
					prev.value = escaped;
					continue;
				}
				prev.value = `(${capture}${escaped}|${prev.value})`;
				state.output += prev.value;
				continue;
			}
			/**
			* Braces
			*/
			if (value === "{" && opts.nobrace !== true) {
				increment("braces");
				const open = {
					type: "brace",
					value,
					output: "(",
					outputIndex: state.output.length,
					tokensIndex: state.tokens.length
				};
				braces.push(open);
				push(open);
				continue;
			}
			if (value === "}") {
				const brace = braces[braces.length - 1];
				if (opts.nobrace === true || !brace) {
					push({
						type: "text",
						value,
						output: value
					});
					continue;
				}
				let output = ")";
				if (brace.dots === true) {
					const arr = tokens.slice();
					const range = [];
					for (let i = arr.length - 1; i >= 0; i--) {
						tokens.pop();
						if (arr[i].type === "brace") break;
						if (arr[i].type !== "dots") range.unshift(arr[i].value);
					}
					output = expandRange(range, opts);
					state.backtrack = true;
				}
				if (brace.comma !== true && brace.dots !== true) {
					const out = state.output.slice(0, brace.outputIndex);
					const toks = state.tokens.slice(brace.tokensIndex);
					brace.value = brace.output = "\\{";
					value = output = "\\}";
					state.output = out;
					for (const t of toks) state.output += t.output || t.value;
				}
				push({
					type: "brace",
					value,
					output
				});
				decrement("braces");
				braces.pop();
				continue;
			}
			/**
			* Pipes
			*/
			if (value === "|") {
				if (extglobs.length > 0) extglobs[extglobs.length - 1].conditions++;
				push({
					type: "text",
					value
				});
				continue;
			}
			/**
			* Commas
			*/
			if (value === ",") {
				let output = value;
				const brace = braces[braces.length - 1];
				if (brace && stack[stack.length - 1] === "braces") {
					brace.comma = true;
					output = "|";
				}
				push({
					type: "comma",
					value,
					output
				});
				continue;
			}
			/**
			* Slashes
			*/
			if (value === "/") {
				if (prev.type === "dot" && state.index === state.start + 1) {
					state.start = state.index + 1;
					state.consumed = "";
					state.output = "";
					tokens.pop();
					prev = bos;
					continue;
				}
				push({
					type: "slash",
					value,
					output: SLASH_LITERAL
				});
				continue;
			}
			/**
			* Dots
			*/
			if (value === ".") {
				if (state.braces > 0 && prev.type === "dot") {
					if (prev.value === ".") prev.output = DOT_LITERAL;
					const brace = braces[braces.length - 1];
					prev.type = "dots";
					prev.output += value;
					prev.value += value;
					brace.dots = true;
					continue;
				}
				if (state.braces + state.parens === 0 && prev.type !== "bos" && prev.type !== "slash") {
					push({
						type: "text",
						value,
						output: DOT_LITERAL
					});
					continue;
				}
				push({
					type: "dot",
					value,
					output: DOT_LITERAL
				});
				continue;
			}
			/**
			* Question marks
			*/
			if (value === "?") {
				if (!(prev && prev.value === "(") && opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					extglobOpen("qmark", value);
					continue;
				}
				if (prev && prev.type === "paren") {
					const next = peek();
					let output = value;
					if (prev.value === "(" && !/[!=<:]/.test(next) || next === "<" && !/<([!=]|\w+>)/.test(remaining())) output = `\\${value}`;
					push({
						type: "text",
						value,
						output
					});
					continue;
				}
				if (opts.dot !== true && (prev.type === "slash" || prev.type === "bos")) {
					push({
						type: "qmark",
						value,
						output: QMARK_NO_DOT
					});
					continue;
				}
				push({
					type: "qmark",
					value,
					output: QMARK
				});
				continue;
			}
			/**
			* Exclamation
			*/
			if (value === "!") {
				if (opts.noextglob !== true && peek() === "(") {
					if (peek(2) !== "?" || !/[!=<:]/.test(peek(3))) {
						extglobOpen("negate", value);
						continue;
					}
				}
				if (opts.nonegate !== true && state.index === 0) {
					negate();
					continue;
				}
			}
			/**
			* Plus
			*/
			if (value === "+") {
				if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					extglobOpen("plus", value);
					continue;
				}
				if (prev && prev.value === "(" || opts.regex === false) {
					push({
						type: "plus",
						value,
						output: PLUS_LITERAL
					});
					continue;
				}
				if (prev && (prev.type === "bracket" || prev.type === "paren" || prev.type === "brace") || state.parens > 0) {
					push({
						type: "plus",
						value
					});
					continue;
				}
				push({
					type: "plus",
					value: PLUS_LITERAL
				});
				continue;
			}
			/**
			* Plain text
			*/
			if (value === "@") {
				if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					push({
						type: "at",
						extglob: true,
						value,
						output: ""
					});
					continue;
				}
				push({
					type: "text",
					value
				});
				continue;
			}
			/**
			* Plain text
			*/
			if (value !== "*") {
				if (value === "$" || value === "^") value = `\\${value}`;
				const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
				if (match) {
					value += match[0];
					state.index += match[0].length;
				}
				push({
					type: "text",
					value
				});
				continue;
			}
			/**
			* Stars
			*/
			if (prev && (prev.type === "globstar" || prev.star === true)) {
				prev.type = "star";
				prev.star = true;
				prev.value += value;
				prev.output = star;
				state.backtrack = true;
				state.globstar = true;
				consume(value);
				continue;
			}
			let rest = remaining();
			if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
				extglobOpen("star", value);
				continue;
			}
			if (prev.type === "star") {
				if (opts.noglobstar === true) {
					consume(value);
					continue;
				}
				const prior = prev.prev;
				const before = prior.prev;
				const isStart = prior.type === "slash" || prior.type === "bos";
				const afterStar = before && (before.type === "star" || before.type === "globstar");
				if (opts.bash === true && (!isStart || rest[0] && rest[0] !== "/")) {
					push({
						type: "star",
						value,
						output: ""
					});
					continue;
				}
				const isBrace = state.braces > 0 && (prior.type === "comma" || prior.type === "brace");
				const isExtglob = extglobs.length && (prior.type === "pipe" || prior.type === "paren");
				if (!isStart && prior.type !== "paren" && !isBrace && !isExtglob) {
					push({
						type: "star",
						value,
						output: ""
					});
					continue;
				}
				while (rest.slice(0, 3) === "/**") {
					const after = input[state.index + 4];
					if (after && after !== "/") break;
					rest = rest.slice(3);
					consume("/**", 3);
				}
				const isEnd = eos() || state.parens > 0 && rest === ")".repeat(state.parens) && !extglobs.some((extglob) => extglob.type === "negate");
				if (prior.type === "bos" && eos()) {
					prev.type = "globstar";
					prev.value += value;
					prev.output = globstar(opts);
					state.output = prev.output;
					state.globstar = true;
					consume(value);
					continue;
				}
				if (prior.type === "slash" && prior.prev.type !== "bos" && !afterStar && isEnd) {
					state.output = state.output.slice(0, -(prior.output + prev.output).length);
					prior.output = `(?:${prior.output}`;
					prev.type = "globstar";
					prev.output = globstar(opts) + (opts.strictSlashes ? ")" : "|$)");
					prev.value += value;
					state.globstar = true;
					state.output += prior.output + prev.output;
					consume(value);
					continue;
				}
				if (prior.type === "slash" && prior.prev.type !== "bos" && rest[0] === "/") {
					const end = rest[1] !== void 0 ? "|$" : "";
					state.output = state.output.slice(0, -(prior.output + prev.output).length);
					prior.output = `(?:${prior.output}`;
					prev.type = "globstar";
					prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
					prev.value += value;
					state.output += prior.output + prev.output;
					state.globstar = true;
					consume(value + advance());
					push({
						type: "slash",
						value: "/",
						output: ""
					});
					continue;
				}
				if (prior.type === "bos" && rest[0] === "/") {
					prev.type = "globstar";
					prev.value += value;
					prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
					state.output = prev.output;
					state.globstar = true;
					consume(value + advance());
					push({
						type: "slash",
						value: "/",
						output: ""
					});
					continue;
				}
				state.output = state.output.slice(0, -prev.output.length);
				prev.type = "globstar";
				prev.output = globstar(opts);
				prev.value += value;
				state.output += prev.output;
				state.globstar = true;
				consume(value);
				continue;
			}
			const token = {
				type: "star",
				value,
				output: star
			};
			if (opts.bash === true) {
				token.output = ".*?";
				if (prev.type === "bos" || prev.type === "slash") token.output = nodot + token.output;
				push(token);
				continue;
			}
			if (prev && (prev.type === "bracket" || prev.type === "paren") && opts.regex === true) {
				token.output = value;
				push(token);
				continue;
			}
			if (state.index === state.start || prev.type === "slash" || prev.type === "dot") {
				if (prev.type === "dot") {
					state.output += NO_DOT_SLASH;
					prev.output += NO_DOT_SLASH;
				} else if (opts.dot === true) {
					state.output += NO_DOTS_SLASH;
					prev.output += NO_DOTS_SLASH;
				} else {
					state.output += nodot;
					prev.output += nodot;
				}
				if (peek() !== "*") {
					state.output += ONE_CHAR;
					prev.output += ONE_CHAR;
				}
			}
			push(token);
		}
		while (state.brackets > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
			state.output = utils.escapeLast(state.output, "[");
			decrement("brackets");
		}
		while (state.parens > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", ")"));
			state.output = utils.escapeLast(state.output, "(");
			decrement("parens");
		}
		while (state.braces > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "}"));
			state.output = utils.escapeLast(state.output, "{");
			decrement("braces");
		}
		if (opts.strictSlashes !== true && (prev.type === "star" || prev.type === "bracket")) push({
			type: "maybe_slash",
			value: "",
			output: `${SLASH_LITERAL}?`
		});
		if (state.backtrack === true) {
			state.output = "";
			for (const token of state.tokens) {
				state.output += token.output != null ? token.output : token.value;
				if (token.suffix) state.output += token.suffix;
			}
		}
		return state;
	};
	/**
	* Fast paths for creating regular expressions for common glob patterns.
	* This can significantly speed up processing and has very little downside
	* impact when none of the fast paths match.
	*/
	parse.fastpaths = (input, options) => {
		const opts = { ...options };
		const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
		const len = input.length;
		if (len > max) throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
		input = REPLACEMENTS[input] || input;
		const { DOT_LITERAL, SLASH_LITERAL, ONE_CHAR, DOTS_SLASH, NO_DOT, NO_DOTS, NO_DOTS_SLASH, STAR, START_ANCHOR } = constants.globChars(opts.windows);
		const nodot = opts.dot ? NO_DOTS : NO_DOT;
		const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
		const capture = opts.capture ? "" : "?:";
		const state = {
			negated: false,
			prefix: ""
		};
		let star = opts.bash === true ? ".*?" : STAR;
		if (opts.capture) star = `(${star})`;
		const globstar = (opts) => {
			if (opts.noglobstar === true) return star;
			return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
		};
		const create = (str) => {
			switch (str) {
				case "*": return `${nodot}${ONE_CHAR}${star}`;
				case ".*": return `${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "*.*": return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "*/*": return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;
				case "**": return nodot + globstar(opts);
				case "**/*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;
				case "**/*.*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "**/.*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;
				default: {
					const match = /^(.*?)\.(\w+)$/.exec(str);
					if (!match) return;
					const source = create(match[1]);
					if (!source) return;
					return source + DOT_LITERAL + match[2];
				}
			}
		};
		let source = create(utils.removePrefix(input, state));
		if (source && opts.strictSlashes !== true) source += `${SLASH_LITERAL}?`;
		return source;
	};
	module.exports = parse;
}));
// node_modules/picomatch/lib/picomatch.js
var require_picomatch$1 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const scan = require_scan();
	const parse = require_parse();
	const utils = require_utils();
	const constants = require_constants();
	const isObject = (val) => val && typeof val === "object" && !Array.isArray(val);
	/**
	* Creates a matcher function from one or more glob patterns. The
	* returned function takes a string to match as its first argument,
	* and returns true if the string is a match. The returned matcher
	* function also takes a boolean as the second argument that, when true,
	* returns an object with additional information.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch(glob[, options]);
	*
	* const isMatch = picomatch('*.!(*a)');
	* console.log(isMatch('a.a')); //=> false
	* console.log(isMatch('a.b')); //=> true
	*
	* // For environments without `node.js`, `picomatch/posix` provides you a dependency-free matcher, without automatic OS detection.
	* const picomatch = require('picomatch/posix');
	* // the same API, defaulting to posix paths
	* const isMatch = picomatch('a/*');
	* console.log(isMatch('a\\b')); //=> false
	* console.log(isMatch('a/b')); //=> true
	*
	* // you can still configure the matcher function to accept windows paths
	* const isMatch = picomatch('a/*', { options: windows });
	* console.log(isMatch('a\\b')); //=> true
	* console.log(isMatch('a/b')); //=> true
	* ```
	* @name picomatch
	* @param {String|Array} `globs` One or more glob patterns.
	* @param {Object=} `options`
	* @return {Function=} Returns a matcher function.
	* @api public
	*/
	const picomatch = (glob, options, returnState = false) => {
		if (Array.isArray(glob)) {
			const fns = glob.map((input) => picomatch(input, options, returnState));
			const arrayMatcher = (str) => {
				for (const isMatch of fns) {
					const state = isMatch(str);
					if (state) return state;
				}
				return false;
			};
			return arrayMatcher;
		}
		const isState = isObject(glob) && glob.tokens && glob.input;
		if (glob === "" || typeof glob !== "string" && !isState) throw new TypeError("Expected pattern to be a non-empty string");
		const opts = options || {};
		const posix = opts.windows;
		const regex = isState ? picomatch.compileRe(glob, options) : picomatch.makeRe(glob, options, false, true);
		const state = regex.state;
		delete regex.state;
		let isIgnored = () => false;
		if (opts.ignore) {
			const ignoreOpts = {
				...options,
				ignore: null,
				onMatch: null,
				onResult: null
			};
			isIgnored = picomatch(opts.ignore, ignoreOpts, returnState);
		}
		const matcher = (input, returnObject = false) => {
			const { isMatch, match, output } = picomatch.test(input, regex, options, {
				glob,
				posix
			});
			const result = {
				glob,
				state,
				regex,
				posix,
				input,
				output,
				match,
				isMatch
			};
			if (typeof opts.onResult === "function") opts.onResult(result);
			if (isMatch === false) {
				result.isMatch = false;
				return returnObject ? result : false;
			}
			if (isIgnored(input)) {
				if (typeof opts.onIgnore === "function") opts.onIgnore(result);
				result.isMatch = false;
				return returnObject ? result : false;
			}
			if (typeof opts.onMatch === "function") opts.onMatch(result);
			return returnObject ? result : true;
		};
		if (returnState) matcher.state = state;
		return matcher;
	};
	/**
	* Test `input` with the given `regex`. This is used by the main
	* `picomatch()` function to test the input string.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.test(input, regex[, options]);
	*
	* console.log(picomatch.test('foo/bar', /^(?:([^/]*?)\/([^/]*?))$/));
	* // { isMatch: true, match: [ 'foo/', 'foo', 'bar' ], output: 'foo/bar' }
	* ```
	* @param {String} `input` String to test.
	* @param {RegExp} `regex`
	* @return {Object} Returns an object with matching info.
	* @api public
	*/
	picomatch.test = (input, regex, options, { glob, posix } = {}) => {
		if (typeof input !== "string") throw new TypeError("Expected input to be a string");
		if (input === "") return {
			isMatch: false,
			output: ""
		};
		const opts = options || {};
		const format = opts.format || (posix ? utils.toPosixSlashes : null);
		let match = input === glob;
		let output = match && format ? format(input) : input;
		if (match === false) {
			output = format ? format(input) : input;
			match = output === glob;
		}
		if (match === false || opts.capture === true) {
			if (opts.matchBase === true || opts.basename === true) match = picomatch.matchBase(input, regex, options, posix);
			else match = regex.exec(output);
		}
		return {
			isMatch: Boolean(match),
			match,
			output
		};
	};
	/**
	* Match the basename of a filepath.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.matchBase(input, glob[, options]);
	* console.log(picomatch.matchBase('foo/bar.js', '*.js'); // true
	* ```
	* @param {String} `input` String to test.
	* @param {RegExp|String} `glob` Glob pattern or regex created by [.makeRe](#makeRe).
	* @return {Boolean}
	* @api public
	*/
	picomatch.matchBase = (input, glob, options, posix = options && options.windows) => {
		return (glob instanceof RegExp ? glob : picomatch.makeRe(glob, options)).test(utils.basename(input, { windows: posix }));
	};
	/**
	* Returns true if **any** of the given glob `patterns` match the specified `string`.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.isMatch(string, patterns[, options]);
	*
	* console.log(picomatch.isMatch('a.a', ['b.*', '*.a'])); //=> true
	* console.log(picomatch.isMatch('a.a', 'b.*')); //=> false
	* ```
	* @param {String|Array} str The string to test.
	* @param {String|Array} patterns One or more glob patterns to use for matching.
	* @param {Object} [options] See available [options](#options).
	* @return {Boolean} Returns true if any patterns match `str`
	* @api public
	*/
	picomatch.isMatch = (str, patterns, options) => picomatch(patterns, options)(str);
	/**
	* Parse a glob pattern to create the source string for a regular
	* expression.
	*
	* ```js
	* const picomatch = require('picomatch');
	* const result = picomatch.parse(pattern[, options]);
	* ```
	* @param {String} `pattern`
	* @param {Object} `options`
	* @return {Object} Returns an object with useful properties and output to be used as a regex source string.
	* @api public
	*/
	picomatch.parse = (pattern, options) => {
		if (Array.isArray(pattern)) return pattern.map((p) => picomatch.parse(p, options));
		return parse(pattern, {
			...options,
			fastpaths: false
		});
	};
	/**
	* Scan a glob pattern to separate the pattern into segments.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.scan(input[, options]);
	*
	* const result = picomatch.scan('!./foo/*.js');
	* console.log(result);
	* { prefix: '!./',
	*   input: '!./foo/*.js',
	*   start: 3,
	*   base: 'foo',
	*   glob: '*.js',
	*   isBrace: false,
	*   isBracket: false,
	*   isGlob: true,
	*   isExtglob: false,
	*   isGlobstar: false,
	*   negated: true }
	* ```
	* @param {String} `input` Glob pattern to scan.
	* @param {Object} `options`
	* @return {Object} Returns an object with
	* @api public
	*/
	picomatch.scan = (input, options) => scan(input, options);
	/**
	* Compile a regular expression from the `state` object returned by the
	* [parse()](#parse) method.
	*
	* ```js
	* const picomatch = require('picomatch');
	* const state = picomatch.parse('*.js');
	* // picomatch.compileRe(state[, options]);
	*
	* console.log(picomatch.compileRe(state));
	* //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
	* ```
	* @param {Object} `state`
	* @param {Object} `options`
	* @param {Boolean} `returnOutput` Intended for implementors, this argument allows you to return the raw output from the parser.
	* @param {Boolean} `returnState` Adds the state to a `state` property on the returned regex. Useful for implementors and debugging.
	* @return {RegExp}
	* @api public
	*/
	picomatch.compileRe = (state, options, returnOutput = false, returnState = false) => {
		if (returnOutput === true) return state.output;
		const opts = options || {};
		const prepend = opts.contains ? "" : "^";
		const append = opts.contains ? "" : "$";
		let source = `${prepend}(?:${state.output})${append}`;
		if (state && state.negated === true) source = `^(?!${source}).*$`;
		const regex = picomatch.toRegex(source, options);
		if (returnState === true) regex.state = state;
		return regex;
	};
	/**
	* Create a regular expression from a parsed glob pattern.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.makeRe(state[, options]);
	*
	* const result = picomatch.makeRe('*.js');
	* console.log(result);
	* //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
	* ```
	* @param {String} `state` The object returned from the `.parse` method.
	* @param {Object} `options`
	* @param {Boolean} `returnOutput` Implementors may use this argument to return the compiled output, instead of a regular expression. This is not exposed on the options to prevent end-users from mutating the result.
	* @param {Boolean} `returnState` Implementors may use this argument to return the state from the parsed glob with the returned regular expression.
	* @return {RegExp} Returns a regex created from the given pattern.
	* @api public
	*/
	picomatch.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
		if (!input || typeof input !== "string") throw new TypeError("Expected a non-empty string");
		let parsed = {
			negated: false,
			fastpaths: true
		};
		if (options.fastpaths !== false && (input[0] === "." || input[0] === "*")) parsed.output = parse.fastpaths(input, options);
		if (!parsed.output) parsed = parse(input, options);
		return picomatch.compileRe(parsed, options, returnOutput, returnState);
	};
	/**
	* Create a regular expression from the given regex source string.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.toRegex(source[, options]);
	*
	* const { output } = picomatch.parse('*.js');
	* console.log(picomatch.toRegex(output));
	* //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
	* ```
	* @param {String} `source` Regular expression source string.
	* @param {Object} `options`
	* @return {RegExp}
	* @api public
	*/
	picomatch.toRegex = (source, options) => {
		try {
			const opts = options || {};
			return new RegExp(source, opts.flags || (opts.nocase ? "i" : ""));
		} catch (err) {
			if (options && options.debug === true) throw err;
			return /$^/;
		}
	};
	/**
	* Picomatch constants.
	* @return {Object}
	*/
	picomatch.constants = constants;
	/**
	* Expose "picomatch"
	*/
	module.exports = picomatch;
}));
// node_modules/picomatch/index.js
var require_picomatch = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const pico = require_picomatch$1();
	const utils = require_utils();
	function picomatch(glob, options, returnState = false) {
		if (options && (options.windows === null || options.windows === void 0)) options = {
			...options,
			windows: utils.isWindows()
		};
		return pico(glob, options, returnState);
	}
	Object.assign(picomatch, pico);
	module.exports = picomatch;
}));
// src/configuration/shape.ts
/** A mapping that names the keys it knows when it meets another one. */
function section(shape) {
	return strictObject(shape, { error: (issue) => issue.code === "unrecognized_keys" ? `unknown key; known here: ${Object.keys(shape).join(", ")}` : void 0 });
}
function listOf(entry) {
	return array(entry).max(most, `must have ${most} entries at most`);
}
/** `limit` says where the largest value comes from. */
function whole(largest, limit) {
	const error = `must be a whole number from 1 to ${largest} (${limit})`;
	return int({ error }).min(1, { error }).max(largest, { error });
}
function choice(...values) {
	return _enum(values, { error: `expected one of ${values.join(", ")}` });
}
function isGlob(text) {
	try {
		import_picomatch$1.default.makeRe(text, {
			dot: true,
			nonegate: true,
			strictBrackets: true,
			debug: true
		});
		return true;
	} catch (error) {
		if (error instanceof SyntaxError) return false;
		throw error;
	}
}
var import_picomatch$1, most, shellCommand, keptFromAgents, variable, host, protection, login, repositories, fileShape$1;
var init_shape = __esmMin((() => {
	import_picomatch$1 = /* @__PURE__ */ __toESM(require_picomatch(), 1);
	init_zod();
	init_agent$1();
	most = 100;
	shellCommand = string().max(8192, "must be 8192 characters at most").regex(/^[^\0]*[^\0\s][^\0]*$/, "must be a shell command");
	keptFromAgents = /^(?:GITHUB_TOKEN|GH_TOKEN|GITHUB_CLIENT_SECRET|PRIVATE_KEY|PRIVATE_KEY_PATH|WEBHOOK_SECRET|DATABASE_URL|ACTIONS_.*|INPUT_.*|WHOLLY_.*)$/;
	variable = string().max(255, "must be 255 characters at most").regex(/^[A-Za-z_][A-Za-z0-9_]*$/, {
		error: "must be the name of a variable: letters, digits and _, no digit first",
		abort: true
	}).refine((name) => !keptFromAgents.test(name.toUpperCase()), "is a variable of the bot that no agent may see");
	host = string().max(261, "must be 261 characters at most").regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*(?::[1-9][0-9]{0,4})?$/, {
		error: "must be a name or address of a host, as in example.com or example.com:8080; without scheme, path or wildcard",
		abort: true
	}).refine((text) => Number(text.split(":")[1] ?? 1) <= 65535, "has a port above 65535").transform((text) => {
		const [name = "", port] = text.toLowerCase().split(":");
		return {
			name,
			port: port === void 0 ? null : Number(port)
		};
	});
	protection = section({
		paths: listOf(string().max(512, "must be 512 characters at most").regex(/^(?!!)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\0\r\n]+$/, {
			error: "must be a glob over paths from the root, without a leading ! and without . or .. between slashes",
			abort: true
		}).refine(isGlob, "is not a glob: a bracket is open or its range is not one")).min(1, "must have one entry at least").describe("Globs over paths from the root of the repository, as in `.github/**`; one without a slash matches at any depth."),
		policy: choice("refuse", "review", "allow").describe("refuse: a change set that touches such a path does not land. review: it lands as a draft for people to look at. allow: it lands.")
	});
	login = string().regex(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,99}$/, "must be a login, without @");
	repositories = listOf(string().regex(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,38}\/(?!\.{1,2}$|.*\.\.|.*\.[Gg][Ii][Tt]$)[A-Za-z0-9._][A-Za-z0-9._-]{0,99}$/, "must be a repository, as in owner/name")).refine((names) => new Set(names.map((name) => name.toLowerCase())).size === names.length, "names a repository twice").transform((names) => names.map((text) => {
		const [owner = "", name = ""] = text.split("/");
		return {
			owner,
			name
		};
	}));
	fileShape$1 = section({
		agent: agentShape.prefault("patch").describe("Who does the work: a preset, or a program of your own as {acp: [...]} or {command: [...]}."),
		setup: listOf(shellCommand).default([]).describe("Shell commands that make the repository ready for `verify`, run in order in a fresh checkout."),
		verify: listOf(shellCommand).default([]).describe("Shell commands that must all succeed before a change set is published."),
		env: listOf(variable).default([]).describe("Names of further environment variables that the agent may see, never credentials of the bot."),
		hosts: listOf(host).prefault([]).describe("Further hosts that the agent may reach, as in `registry.example.com` or `example.com:8080`."),
		protected: listOf(protection).default([{
			paths: [
				".github/**",
				"CODEOWNERS",
				"**/*.lock"
			],
			policy: "review"
		}]).describe("What happens to a whole change set that touches certain paths. A list here replaces the default."),
		limits: section({
			files: whole(1e4, "more is not a change that anybody reviews").default(100).describe("Most files that one change set may touch."),
			bytes: whole(104857600, "GitHub takes no file over 100 MiB").default(4194304).describe("Most bytes that all changed files together may have."),
			minutes: whole(360, "a job on GitHub ends after 6 hours").default(20).describe("Longest time that the agent may take."),
			turns: whole(1e3, "more is an agent that goes in circles").default(50).describe("Most turns that the agent may take with its model.")
		}).prefault({}).describe("Where a run ends. What was done up to there is kept, but not published."),
		rate: section({
			runs: whole(1e3, "more is no limit").default(5).describe("Most requests of one user within `minutes`."),
			minutes: whole(1440, "one day").default(15).describe("The time over which requests are counted.")
		}).prefault({}).describe("How often one user may ask."),
		"pull-request": section({
			draft: boolean().default(true).describe("Whether pull requests are opened as drafts."),
			labels: listOf(string().min(1, "must not be empty").max(50, "must be 50 characters at most, as GitHub has it")).default([]).describe("Labels put on each pull request."),
			reviewers: listOf(login).default([]).describe("Logins that are asked to review each pull request.")
		}).prefault({}).describe("What the pull requests look like."),
		repositories: repositories.prefault([]).describe("Further repositories, as owner/name, that one request may change together with this one."),
		signing: choice("off", "prefer", "require").default("prefer").describe("Whether commits are signed: off, prefer (where the host offers it), require (or nothing is written).")
	}).meta({
		title: "Wholly",
		description: "What a repository says about the bot, in .github/bot.yml of its base branch."
	});
}));
// src/configuration/parse.ts
/**
* Reads the text of a `.github/bot.yml`. An empty one is all defaults. Throws `MalformedConfiguration` with every
* problem that can be told at once; `fileName` only stands in its message.
*/
function parseConfiguration(text, fileName) {
	const yaml = parseLocatedYaml(text);
	if (yaml.kind === "malformed") throw new MalformedConfiguration(fileName, yaml.problems.map((problem) => ({
		key: "",
		...problem
	})));
	const parsed = fileShape$1.safeParse(yaml.value ?? {});
	if (!parsed.success) throw new MalformedConfiguration(fileName, problemsOf(parsed.error, yaml));
	const { "pull-request": pullRequest, ...rest } = parsed.data;
	return {
		...rest,
		pullRequest
	};
}
var init_parse = __esmMin((() => {
	init_located_yaml();
	init_problem();
	init_shape();
}));
// src/git/remote.ts
/** Fetches one commit, by id or by the name of its branch, with so many commits of its history, and answers its id. */
async function fetchCommit(git, gitDir, remote, commitOrBranch, depth = 1) {
	const isCommit = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(commitOrBranch);
	const source = isCommit ? commitOrBranch : `refs/heads/${commitOrBranch}`;
	const { protocols, config } = access(remote);
	const answer = await git.attempt([
		"fetch",
		"--quiet",
		`--depth=${depth}`,
		"--no-tags",
		"--no-write-fetch-head",
		"--no-recurse-submodules",
		"--end-of-options",
		remote.url,
		`+${source}:refs/wholly/base`
	], {
		gitDir,
		protocols,
		config: {
			...config,
			...KEEP_PACK
		}
	});
	if (answer.exitCode !== 0) {
		const failure = new GitFailure("fetch", answer);
		if (/couldn't find remote ref|not our ref/.test(answer.stderr)) throw new RefNotFound(commitOrBranch, { cause: failure });
		throw failure;
	}
	if (isCommit) return commitOrBranch;
	return (await git.run([
		"rev-parse",
		"--verify",
		"refs/wholly/base"
	], { gitDir })).toString("latin1").trim();
}
/**
* One compare-and-swap of one ref on the host (`--force-with-lease`, git-push(1)). The answer is left to the caller,
* who knows what a refusal means; its porcelain lines are on standard output.
*/
async function pushRef(git, gitDir, remote, push) {
	return await git.attempt([
		"push",
		"--porcelain",
		"--no-verify",
		"--no-follow-tags",
		"--recurse-submodules=no",
		`--force-with-lease=${push.ref}:${push.expected ?? ""}`,
		"--end-of-options",
		remote.url,
		`${push.commit ?? ""}:${push.ref}`
	], {
		gitDir,
		...access(remote)
	});
}
/** What a ref of the host is now; `null` where it is not there. */
async function readRemoteRef(git, remote, ref) {
	const answer = await git.attempt([
		"ls-remote",
		"--end-of-options",
		remote.url,
		ref,
		"HEAD"
	], access(remote));
	const output = answer.stdout;
	if (answer.exitCode !== 0 || output.length === 0) throw new GitFailure("ls-remote", answer);
	for (const line of output.toString("utf8").split("\n")) {
		const [oid, name] = line.split("	");
		if (name === ref && oid !== void 0) return oid;
	}
	return null;
}
/** Only https, and plain http to this very machine. */
function access(remote) {
	const url = new URL(remote.url);
	const loopback = [
		"127.0.0.1",
		"[::1]",
		"localhost"
	].includes(url.hostname);
	if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)) throw new TypeError(`${url.protocol}//${url.host} is not https`);
	const config = { "protocol.version": "2" };
	if (remote.token !== void 0) {
		const basic = Buffer.from(`x-access-token:${remote.token}`).toString("base64");
		config[`http.${url.origin}/.extraHeader`] = `Authorization: Basic ${basic}`;
	}
	return {
		config,
		protocols: [url.protocol.slice(0, -1)]
	};
}
var RefNotFound, KEEP_PACK;
var init_remote = __esmMin((() => {
	init_git();
	RefNotFound = class extends Error {
		name = "RefNotFound";
		code = "EBASE";
		ref;
		constructor(ref, options) {
			super(`there is no ${ref} on the host`, options);
			this.ref = ref;
		}
	};
	KEEP_PACK = { "fetch.unpackLimit": "1" };
}));
// src/host/denial.ts
/**
* Turns what the host answered to a write into a refusal, by status and machine-readable fields only: texts may hold
* branch names and file names, which strangers choose. `null` where it was no refusal but a fault.
*/
function denialOf(error, what) {
	const status = statusOf(error);
	if (status === null || isFault(error)) return null;
	const row = DENIALS[secondsToWait(error) === null ? status : 429] ?? OTHER_DENIAL;
	return new TargetRefusal("denied", row.code, `the host refused ${what} (status ${status}${saidBy(error)})`, row.remedy, { cause: error });
}
/** For people only, bounded; decisions never look at it. */
function saidBy(error) {
	const data = error instanceof RequestError ? error.response?.data : null;
	const message = typeof data === "object" && data !== null && "message" in data ? data.message : null;
	return typeof message === "string" ? `: ${message.slice(0, 200)}` : "";
}
/**
* Reads the porcelain line of our one ref (git-push(1)): a flag, `<from>:<to>`, a summary. The parts in brackets are
* git's own words; the reason behind a remote rejection is the host's and only shown.
*/
function readPush(answer, ref) {
	const [flag, , summary = ""] = answer.stdout.toString("utf8").split("\n").find((row) => row.split("	")[1]?.endsWith(`:${ref}`))?.split("	") ?? [];
	if (flag !== void 0 && flag !== "!") return { kind: "pushed" };
	if (summary.startsWith("[rejected]")) return { kind: "moved" };
	if (summary.startsWith("[remote rejected]")) return {
		kind: "denied",
		refusal: refusedPush("EPROTECTED", summary.slice(17, 200).trim(), PROTECTED_REMEDY)
	};
	const [, status] = /^fatal: .*The requested URL returned error: (\d{3})$/m.exec(answer.stderr) ?? [];
	if (status === "401" || status === "403" || status === "404" || /^fatal: (?:Authentication failed|could not read Username)/m.test(answer.stderr)) return {
		kind: "denied",
		refusal: refusedPush("EPERMISSION", `status ${status ?? "401"}`, "Give the token the permission contents: write.")
	};
	return { kind: "unknown" };
}
function refusedPush(code, said, remedy) {
	return new TargetRefusal("denied", code, `the host refused the push ${said}`.trim(), remedy);
}
var DENIALS, OTHER_DENIAL, PROTECTED_REMEDY;
var init_denial = __esmMin((() => {
	init_dist_src$1();
	init_participant();
	init_api();
	DENIALS = {
		401: {
			code: "ETOKEN",
			remedy: "Give a token that is valid."
		},
		403: {
			code: "EPERMISSION",
			remedy: "Give the token the permissions contents, issues and pull-requests: write, and allow GitHub Actions to create pull requests in the settings of the repository."
		},
		404: {
			code: "EPERMISSION",
			remedy: "Give the token access to this repository."
		},
		409: {
			code: "EPROTECTED",
			remedy: "Let the rules of the branch allow this write, or choose another branch."
		},
		422: {
			code: "EINVALID",
			remedy: "Look at what the host says of the request, mend it, and comment `retry`."
		},
		429: {
			code: "ERATELIMIT",
			remedy: "Wait a few minutes, then comment `retry`."
		}
	};
	OTHER_DENIAL = {
		code: "EDENIED",
		remedy: "Look at what the host says of the request."
	};
	PROTECTED_REMEDY = "Let the rules of the repository allow this branch to be written, then comment `retry`.";
}));
// src/git/objects.ts
function openObjects(git, place) {
	const child = git.open(["cat-file", "--batch"], place);
	const waiting = [];
	let buffered = Buffer.alloc(0);
	let pieces = [];
	let missingBytes = 0;
	child.stdout.on("data", (bytes) => {
		pieces.push(bytes);
		missingBytes -= bytes.length;
		if (missingBytes > 0) return;
		buffered = Buffer.concat([buffered, ...pieces]);
		pieces = [];
		takeAnswers();
	});
	let ended;
	child.on("close", () => fail(/* @__PURE__ */ new Error("git cat-file ended before it answered")));
	child.on("error", fail);
	function fail(error) {
		ended ??= error;
		for (const reader of waiting.splice(0)) reader.reject(ended);
	}
	function takeAnswers() {
		for (;;) {
			const endOfLine = buffered.indexOf(10);
			if (endOfLine < 0) return;
			const [oid = "", type = "", size] = buffered.toString("latin1", 0, endOfLine).split(" ");
			if (size === void 0) {
				buffered = buffered.subarray(endOfLine + 1);
				waiting.shift()?.resolve(null);
				continue;
			}
			const start = endOfLine + 1;
			const end = start + Number(size);
			if (buffered.length < end + 1) {
				missingBytes = end + 1 - buffered.length;
				return;
			}
			const content = Buffer.from(buffered.subarray(start, end));
			buffered = buffered.subarray(end + 1);
			missingBytes = 0;
			waiting.shift()?.resolve({
				oid,
				type,
				content
			});
		}
	}
	return {
		async read(oid) {
			if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(oid)) return null;
			if (ended !== void 0) throw ended;
			const answer = new Promise((resolve, reject) => waiting.push({
				resolve,
				reject
			}));
			child.stdin.write(`${oid}\n`);
			return await answer;
		},
		async [Symbol.asyncDispose]() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			const closed = once(child, "close");
			child.stdin.end();
			await closed;
		}
	};
}
/** The text of a blob; `null` where there is no such object. */
async function readText(objects, oid) {
	const object = await objects.read(oid);
	return object?.type === "blob" ? object.content.toString("utf8") : null;
}
var init_objects = __esmMin((() => {
	init__builtin_node_events();
}));
// src/git/tree.ts
/**
* Reads the listing of every directory on the way to the given paths, and of no other: the cost grows with the
* change, not with the repository.
*/
async function readTreesAround(objects, treeOid, paths) {
	const wanted = directoriesAround(paths);
	const trees = /* @__PURE__ */ new Map();
	async function visit(directory, oid) {
		const object = await objects.read(oid);
		if (object?.type !== "tree") return;
		const entries = parseTree(object.content, oid.length / 2);
		trees.set(directory, entries);
		const below = [...entries].filter(([name, entry]) => entry.mode === "040000" && wanted.has(join(directory, name)));
		await Promise.all(below.map(([name, entry]) => visit(join(directory, name), entry.oid)));
	}
	await visit("", treeOid);
	return trees;
}
/** The tree of a commit, from its first header line. */
function treeOf$1(commit) {
	return commit.toString("latin1", 5, commit.indexOf(10));
}
/** Tree objects are rows of `<mode> <name>\0<raw id>` (gitformat: tree entries in git's fsck and tree-walk sources). */
function parseTree(content, oidBytes) {
	const entries = /* @__PURE__ */ new Map();
	let at = 0;
	while (at < content.length) {
		const space = content.indexOf(32, at);
		const nul = content.indexOf(0, space);
		const oid = content.toString("hex", nul + 1, nul + 1 + oidBytes);
		entries.set(content.toString("utf8", space + 1, nul), {
			mode: canonicalMode(content.toString("latin1", at, space)),
			oid
		});
		at = nul + 1 + oidBytes;
	}
	return entries;
}
/** As `git ls-tree` prints it: trees of very old tools hold other permissions, which git reads as one of two. */
function canonicalMode(mode) {
	if (!mode.startsWith("100")) return mode.padStart(6, "0");
	return (Number.parseInt(mode, 8) & 64) === 0 ? "100644" : "100755";
}
function directoriesAround(paths) {
	const directories = /* @__PURE__ */ new Set();
	for (const path of paths) for (let end = path.length; end > 0 && !directories.has(path.slice(0, end)); end = path.lastIndexOf("/", end - 1)) directories.add(path.slice(0, end));
	return directories;
}
function join(directory, name) {
	return directory === "" ? name : `${directory}/${name}`;
}
var init_tree$1 = __esmMin((() => {}));
// src/checkout/cache.ts
/** Makes the cache directory, or takes it over as the private one it has to be; answers its path without links. */
async function openCache(cache) {
	await mkdir(cache, {
		recursive: true,
		mode: 448
	});
	const directory = await realpath(cache);
	const stats = await lstat(directory);
	const user = process.geteuid?.();
	if (!stats.isDirectory() || user !== void 0 && stats.uid !== user) throw new CacheRefused(`${directory} is not a directory of the user that runs this`);
	if ((stats.mode & 63) !== 0) await chmod(directory, 448);
	return directory;
}
var CacheRefused;
var init_cache = __esmMin((() => {
	init_promises$2();
	CacheRefused = class extends Error {
		name = "CacheRefused";
		code = "ECACHE";
	};
}));
// src/checkout/base-rules.ts
function ruleFilesOf(manifest) {
	return manifest.ruleFiles.flatMap((path) => {
		const file = manifest.files.get(path);
		return file?.mode.startsWith("100") === true ? [{
			path,
			oid: file.oid
		}] : [];
	});
}
/** The rule files on the way to some paths are all that can speak of those paths. */
function ruleFilesAround(trees) {
	return [...trees].flatMap(([directory, entries]) => [".gitignore", ".gitattributes"].flatMap((name) => {
		const entry = entries.get(name);
		if (entry === void 0 || !entry.mode.startsWith("100")) return [];
		const path = directory === "" ? name : `${directory}/${name}`;
		return [{
			path: Buffer.from(path).toString("latin1"),
			oid: entry.oid
		}];
	}));
}
async function openBaseRules(git, repository, ruleFiles, objects) {
	const directory = join$1(dirname(repository.gitDir), `r${randomBytes(2).toString("hex")}`);
	const indexFile = `${directory}.index`;
	const place = {
		...repository,
		workTree: directory,
		cwd: directory,
		indexFile
	};
	const has = (name) => ruleFiles.some(({ path }) => path === name || path.endsWith(`/${name}`));
	const hasIgnores = has(".gitignore");
	const hasAttributes = has(".gitattributes");
	await mkdir(directory, { mode: 448 });
	for (const { path, oid } of ruleFiles) {
		const object = await objects.read(oid);
		if (object === null) continue;
		await writeLaid(path, object.content);
	}
	async function writeLaid(path, content) {
		const file = Buffer.from(`${directory}/${path}`, "latin1");
		await rm(file, {
			recursive: true,
			force: true
		});
		await mkdir(dirname(file.toString("latin1")), { recursive: true });
		await writeFile(file, content);
	}
	return {
		async ignored(paths) {
			if (!hasIgnores || paths.length === 0) return /* @__PURE__ */ new Set();
			for (const path of paths) if (path.endsWith("/") && !isUnderRuleFile(path)) await mkdir(Buffer.from(`${directory}/${path}`, "latin1"), { recursive: true });
			const asked = new Map(paths.map((path) => [`./${path.replace(/\/$/, "")}`, path]));
			const answer = await git.attempt([
				"check-ignore",
				"-z",
				"--stdin",
				"--no-index"
			], {
				...place,
				input: Buffer.from([...asked.keys()].map((path) => `${path}\0`).join(""), "latin1")
			});
			if (answer.exitCode > 1) throw new Error(`git check-ignore: ${answer.stderr.trim()}`);
			const named = answer.stdout.toString("latin1").split("\0");
			return new Set(named.flatMap((path) => asked.get(path) ?? []));
		},
		async attributes(paths) {
			const found = /* @__PURE__ */ new Map();
			if (!hasAttributes || paths.length === 0) return found;
			const fields = (await git.run([
				"check-attr",
				"-z",
				"--stdin",
				...ATTRIBUTES
			], {
				...place,
				input: Buffer.from(paths.map((path) => `${path}\0`).join(""), "latin1")
			})).toString("latin1").split("\0");
			for (let index = 0; index + 2 < fields.length; index += 3) {
				const [path = "", name, value = ""] = fields.slice(index, index + 3);
				if (value === "unspecified" || !isAttribute(name)) continue;
				const attributes = found.get(path) ?? {};
				attributes[name] = value;
				found.set(path, attributes);
			}
			return found;
		},
		async stored(files) {
			const stored = /* @__PURE__ */ new Map();
			if (files.size === 0) return stored;
			const others = new Map(files);
			for (const [path, content] of files) {
				if (!isRuleFile(path) && !isUnderRuleFile(path)) continue;
				stored.set(path, Buffer.from(Buffer.from(content).toString("latin1").replaceAll("\r\n", "\n"), "latin1"));
				others.delete(path);
			}
			await git.run(["read-tree", "HEAD"], place);
			for (const [path, content] of others) await writeLaid(path, content);
			const input = Buffer.from([...others.keys()].map((path) => `${path}\0`).join(""), "latin1");
			await git.run([
				"update-index",
				"--add",
				"--replace",
				"-z",
				"--stdin"
			], {
				...place,
				input
			});
			const listing = await git.run([
				"ls-files",
				"-s",
				"-z"
			], place);
			for (const row of listing.toString("latin1").split("\0")) {
				const [, oid] = row.split(" ", 2);
				const path = row.slice(row.indexOf("	") + 1);
				if (oid === void 0 || !others.has(path)) continue;
				const object = await objects.read(oid);
				if (object !== null) stored.set(path, object.content);
			}
			return stored;
		},
		async [Symbol.asyncDispose]() {
			await Promise.all([rm(directory, {
				recursive: true,
				force: true
			}), rm(indexFile, { force: true })]);
		}
	};
}
function isRuleFile(path) {
	return /(?:^|\/)\.git(?:ignore|attributes)$/.test(path);
}
/** A directory that has the name of a rule file cannot be laid out beside the base's file. */
function isUnderRuleFile(path) {
	return /(?:^|\/)\.git(?:ignore|attributes)\//.test(path);
}
function isAttribute(name) {
	return ATTRIBUTES.some((attribute) => attribute === name);
}
var ATTRIBUTES;
var init_base_rules = __esmMin((() => {
	init__builtin_node_crypto();
	init_promises$2();
	init__builtin_node_path();
	ATTRIBUTES = [
		"text",
		"crlf",
		"eol",
		"ident",
		"working-tree-encoding",
		"filter"
	];
}));
// \0builtin:node:url
var builtin$6, take$6, pathToFileURL;
var init__builtin_node_url = __esmMin((() => {
	builtin$6 = process.getBuiltinModule("node:url");
	take$6 = (key) => builtin$6[key];
	pathToFileURL = /* @__PURE__ */ take$6("pathToFileURL");
}));
// src/git/file-lock.ts
/**
* Takes the lock on a file; `null` where there is no such file, and while somebody in this process or another holds one
* that excludes it. SQLite's lock (`fcntl`) is the one in plain Node that the system takes back when its holder dies.
* Nothing is ever written to the file. Any number of holders can share a lock.
*/
function tryFileLock(file, sharing) {
	const before = lstatOf(file);
	if (before === null || !before.isFile()) return null;
	const database = openDatabase(file);
	if (database === null) return null;
	try {
		database.exec("PRAGMA journal_mode = MEMORY");
		database.exec(sharing === "exclusive" ? "BEGIN EXCLUSIVE" : "BEGIN; SELECT 1 FROM sqlite_schema");
	} catch (error) {
		database.close();
		if (isSqliteError(error, SQLITE_BUSY$1)) return null;
		throw error;
	}
	if (lstatOf(file)?.ino !== before.ino) {
		database.close();
		return null;
	}
	return { [Symbol.dispose]: () => {
		if (database.isOpen) database.close();
	} };
}
/** Waits at most so long for the lock on a file, which is made where it is missing; `null` where it was not to be had. */
async function waitForFileLock(file, sharing, waitMs) {
	const deadline = performance.now() + waitMs;
	for (;;) {
		makeLockFile$1(file);
		const lock = tryFileLock(file, sharing);
		if (lock !== null || performance.now() >= deadline) return lock;
		await setTimeout$1(RETRY_MS);
	}
}
/** Never made anew: whoever has taken the file away takes the lock's meaning with it. */
function openDatabase(file) {
	const sqlite = process.getBuiltinModule("node:sqlite");
	const url = pathToFileURL(file);
	url.searchParams.set("mode", "rw");
	try {
		return new sqlite.DatabaseSync(url);
	} catch (error) {
		if (isSqliteError(error, SQLITE_CANTOPEN)) return null;
		throw error;
	}
}
function isSqliteError(error, code) {
	return error instanceof Error && "errcode" in error && error.errcode === code;
}
/** Left as it is when it is there: to close any descriptor of a file drops every `fcntl` lock of the process on it. */
function makeLockFile$1(file) {
	if (lstatOf(file) !== null) return;
	try {
		closeSync(openSync(file, "wx", 384));
	} catch (error) {
		if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
	}
}
function lstatOf(file) {
	return lstatSync(file, { throwIfNoEntry: false }) ?? null;
}
var SQLITE_BUSY$1, SQLITE_CANTOPEN, RETRY_MS;
var init_file_lock = __esmMin((() => {
	init__builtin_node_fs();
	init_promises();
	init__builtin_node_url();
	SQLITE_BUSY$1 = 5;
	SQLITE_CANTOPEN = 14;
	RETRY_MS = 25;
}));
// \0builtin:node:util
var builtin$5, take$5, promisify;
var init__builtin_node_util = __esmMin((() => {
	builtin$5 = process.getBuiltinModule("node:util");
	take$5 = (key) => builtin$5[key];
	promisify = /* @__PURE__ */ take$5("promisify");
}));
// src/checkout/mounts.ts
/** Runs a program of the system by its name. Its failure is Node's own error: a status, or `ENOENT`. */
async function runSystem(program, args, cwd = "/") {
	await execute$1(program, [...args], {
		cwd,
		env: ENVIRONMENT,
		timeout: WALL_MS,
		killSignal: "SIGKILL"
	});
}
/** What is mounted at the directory or below it, the latest first; empty where the platform does not tell. */
async function readMountsAt(directory) {
	if (process.platform !== "linux") return [];
	return (await readFile$1("/proc/self/mountinfo", "utf8")).split("\n").flatMap((line) => {
		const field = line.split(" ")[4];
		return field === void 0 ? [] : [unescape$1(field)];
	}).filter((point) => point === directory || point.startsWith(`${directory}/`)).toReversed();
}
/**
* Unmounts everything at the directory and below, also what a process still has open: such a mount loses its name at
* once and the rest when it is let go.
*/
async function unmountAt(directory) {
	for (const point of await readMountsAt(directory)) {
		const isRoot = process.geteuid?.() === 0;
		const [program, ...flags] = isRoot ? ["umount", "--no-canonicalize"] : ["fusermount3", "-u"];
		try {
			await runSystem(program, [...flags, point]);
		} catch {
			await runSystem(program, [
				...flags,
				isRoot ? "--lazy" : "-z",
				point
			]);
		}
	}
}
/** Blanks, tabs, line ends and backslashes stand in the table as three octal digits (proc(5)). */
function unescape$1(field) {
	return field.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
}
var execute$1, ENVIRONMENT, WALL_MS;
var init_mounts$1 = __esmMin((() => {
	init__builtin_node_child_process();
	init_promises$2();
	init__builtin_node_util();
	execute$1 = promisify(execFile);
	ENVIRONMENT = {
		PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
		LC_ALL: "C"
	};
	WALL_MS = 2e4;
}));
// src/checkout/remove-tree.ts
/** Removes whatever is there, also below directories that an agent has closed to its own user. */
async function removeTree(path) {
	try {
		await rm(path, {
			recursive: true,
			force: true
		});
	} catch (error) {
		if (!(error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EPERM"))) throw error;
		await openDirectories(path);
		await rm(path, {
			recursive: true,
			force: true
		});
	}
}
/** The removal that failed may still be at work beside this: what is gone meanwhile is no fault. */
async function openDirectories(path) {
	try {
		if (!(await lstat(path)).isDirectory()) return;
		await chmod(path, 448);
		for (const entry of await readdir(path, { withFileTypes: true })) if (entry.isDirectory()) await openDirectories(join$1(path, entry.name));
	} catch (error) {
		if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
	}
}
var init_remove_tree = __esmMin((() => {
	init_promises$2();
	init__builtin_node_path();
}));
// src/checkout/scratch.ts
/** Makes one below `parent`, after taking away what dead owners have left there. */
async function openScratch(parent) {
	const place = await realpath(parent);
	await sweep(place);
	const directory = await mkdtemp(join$1(place, PREFIX));
	const unnamed = join$1(directory, `${OWNER}.new`);
	makeLockFile$1(unnamed);
	const lock = tryFileLock(unnamed, "exclusive");
	if (lock === null) throw new Error(`${directory} is not private`);
	await rename(unnamed, join$1(directory, OWNER));
	return {
		directory,
		async [Symbol.asyncDispose]() {
			try {
				await clear(directory);
			} finally {
				lock[Symbol.dispose]();
			}
		}
	};
}
/**
* Takes away, mounts first, every directory below `parent` whose owner has died. What has a live owner, none, or one of
* another user is left alone. Answers the directories that could not be taken away; they stay for the next sweep.
*/
async function sweep(parent) {
	const place = await realpath(parent);
	const left = [];
	for (const name of await readdir(place)) {
		if (!name.startsWith(PREFIX)) continue;
		const directory = join$1(place, name);
		if (!await isOurs(directory)) continue;
		try {
			using lock = tryFileLock(join$1(directory, OWNER), "exclusive");
			if (lock !== null) await clear(directory);
		} catch {
			left.push(directory);
		}
	}
	return left;
}
/** The directory with its owner file, both of this user and neither a link: in a shared place anybody can make one. */
async function isOurs(directory) {
	const user = process.geteuid?.();
	for (const path of [directory, join$1(directory, OWNER)]) {
		const stats = await lstat(path).catch(() => null);
		if (stats === null || user !== void 0 && stats.uid !== user) return false;
		if (!(path === directory ? stats.isDirectory() : stats.isFile() && stats.nlink === 1)) return false;
	}
	return true;
}
/** The owner file goes last, so that a sweep finds what is left of a clearing that was killed. */
async function clear(directory) {
	await unmountAt(directory);
	const mounts = await readMountsAt(directory);
	if (mounts.length > 0) throw new Error(`${mounts.join(", ")} is still mounted`);
	for (const name of await readdir(directory)) if (name !== OWNER) await removeTree(join$1(directory, name));
	await unlink(join$1(directory, OWNER));
	await rmdir(directory);
}
var PREFIX, OWNER;
var init_scratch = __esmMin((() => {
	init_promises$2();
	init__builtin_node_path();
	init_file_lock();
	init_mounts$1();
	init_remove_tree();
	PREFIX = "wholly-";
	OWNER = "owner";
}));
// src/git/quote.ts
/** Quoted as git reads it in streams and in files of its own (`unquote_c_style` in git's quote.c). */
function quote$3(path) {
	return `"${path.replaceAll("\\", "\\\\").replaceAll("\"", "\\\"").replaceAll("\n", "\\n")}"`;
}
var init_quote = __esmMin((() => {}));
// src/git/workshop.ts
/**
* Lays a bare repository in `parent` by hand: four small files instead of a process.
* `borrowFrom`: an object store whose objects can be read here, never written.
*/
async function openWorkshop(parent, format, borrowFrom) {
	const gitDir = join$1(parent, `git-${randomBytes(8).toString("hex")}`);
	await mkdir(join$1(gitDir, "objects", "info"), {
		recursive: true,
		mode: 448
	});
	await mkdir(join$1(gitDir, "refs"));
	const version = format === "sha1" ? 0 : 1;
	const extensions = format === "sha1" ? "" : `[extensions]\n\tobjectFormat = ${format}\n`;
	await Promise.all([
		writeFile(join$1(gitDir, "HEAD"), "ref: refs/heads/none\n"),
		writeFile(join$1(gitDir, "config"), `[core]\n\trepositoryFormatVersion = ${version}\n\tbare = true\n${extensions}`),
		...borrowFrom === void 0 ? [] : [writeFile(join$1(gitDir, "objects", "info", "alternates"), `${quote$3(borrowFrom)}\n`)]
	]);
	return {
		gitDir,
		format,
		async [Symbol.asyncDispose]() {
			await rm(gitDir, {
				recursive: true,
				force: true
			});
		}
	};
}
var init_workshop = __esmMin((() => {
	init__builtin_node_crypto();
	init_promises$2();
	init__builtin_node_path();
	init_quote();
}));
// src/checkout/mirror.ts
/**
* Fetches a commit into the mirror of its repository below `cache`: the host is always asked, so that who may not read
* gets nothing out of the cache, and sends only what is new.
*
* A mirror is no repository: it is a store of packs that only ever grows by whole, content-named files, and a list of
* the commits in it. Git fetches into a repository of its own beside it and nothing but the finished pack is moved over,
* so a killed fetch leaves no lock and no part, a later one changes nothing that a run has borrowed, and neither the
* address nor a credential is kept. It is never pruned; without a run its directory can be deleted.
*/
async function fetchIntoMirror(git, cache, remote, commitOrBranch, format) {
	const key = createHash("sha256").update(`${format} ${remote.url}`).digest("hex").slice(0, 32);
	const mirror = join$1(cache, "mirrors", key);
	const objectDir = join$1(mirror, "objects");
	const packs = join$1(objectDir, "pack");
	const tips = join$1(mirror, "tips");
	for (const directory of [
		packs,
		join$1(objectDir, "info"),
		tips
	]) await mkdir(directory, {
		recursive: true,
		mode: 448
	});
	using _lock = await waitForFileLock(join$1(mirror, "lock"), "exclusive", LOCK_WAIT_MS$1);
	await using incoming = await openScratch(mirror);
	const { gitDir } = await openWorkshop(incoming.directory, format, objectDir);
	const received = join$1(gitDir, "objects", "pack");
	await mkdir(received);
	await offerTips(gitDir, tips);
	const commit = await fetchCommit(git, gitDir, remote, commitOrBranch);
	await movePacks(received, packs);
	await writeFile(join$1(tips, commit), "");
	return {
		commit,
		objectDir
	};
}
/** Tells a repository of commits whose trees it can read and whose parents it cannot (gitformat: shallow file). */
async function knowShallow(gitDir, commits) {
	await writeFile(join$1(gitDir, "shallow"), commits.map((commit) => `${commit}\n`).join(""));
}
async function offerTips(gitDir, tips) {
	const names = (await readdir(tips)).filter((name) => /^[0-9a-f]{40,64}$/.test(name));
	if (names.length === 0) return;
	const latest = (await Promise.all(names.map(async (name) => ({
		name,
		at: (await stat(join$1(tips, name))).mtimeMs
	})))).sort((a, b) => b.at - a.at).slice(0, TIPS_OFFERED);
	await knowShallow(gitDir, names);
	await writeFile(join$1(gitDir, "packed-refs"), latest.map(({ name }) => `${name} refs/wholly/tips/${name}\n`).join(""));
}
/** Git finds a pack by its index, which therefore comes last; all is durable before the commit is listed. */
async function movePacks(from, to) {
	const names = await readdir(from);
	for (const extension of [
		".pack",
		".rev",
		".idx"
	]) for (const name of names.filter((one) => one.endsWith(extension))) {
		await makeDurable$1(join$1(from, name));
		await rename(join$1(from, name), join$1(to, name));
	}
	await makeDurable$1(to);
}
async function makeDurable$1(path) {
	await using file = await open$1(path, "r");
	await file.sync();
}
var LOCK_WAIT_MS$1, TIPS_OFFERED;
var init_mirror = __esmMin((() => {
	init__builtin_node_crypto();
	init_promises$2();
	init__builtin_node_path();
	init_file_lock();
	init_remote();
	init_workshop();
	init_scratch();
	LOCK_WAIT_MS$1 = 6e4;
	TIPS_OFFERED = 16;
}));
// src/checkout/source.ts
/** Makes a commit readable in a repository of our own below `root`. `cache`: where mirrors of hosts are kept, if anywhere. */
async function openSource(git, source, root, cache) {
	if (source.kind === "local") {
		const format = objectFormatOf(source.commit);
		const { gitDir } = await openWorkshop(root, format, source.objectDir);
		return {
			gitDir,
			format,
			commit: source.commit
		};
	}
	const format = source.commit === void 0 ? "sha1" : objectFormatOf(source.commit);
	const wanted = source.commit ?? source.ref;
	if (cache === null) {
		const { gitDir } = await openWorkshop(root, format);
		return {
			gitDir,
			format,
			commit: await fetchCommit(git, gitDir, source.remote, wanted)
		};
	}
	const { commit, objectDir } = await fetchIntoMirror(git, cache, source.remote, wanted, format);
	const { gitDir } = await openWorkshop(root, format, objectDir);
	await knowShallow(gitDir, [commit]);
	return {
		gitDir,
		format,
		commit
	};
}
var init_source = __esmMin((() => {
	init_blob();
	init_remote();
	init_workshop();
	init_mirror();
}));
// src/checkout/base.ts
/** `directories`: further ones whose listings are wanted. `null` where the source does not have the change set's base commit. */
async function openBase(git, source, changeSet, parent, directories, cache = null) {
	if (changeSet.base === null) throw new TypeError("a change set without a base has none to open");
	await using made = new AsyncDisposableStack();
	const { directory } = made.use(await openScratch(parent));
	const { gitDir } = await openSource(git, {
		...source,
		commit: changeSet.base
	}, directory, cache === null ? null : await openCache(cache));
	const objects = made.use(openObjects(git, { gitDir }));
	const commit = await objects.read(changeSet.base);
	if (commit?.type !== "commit") return null;
	const paths = changeSet.changes.map(({ path }) => path);
	const trees = await readTreesAround(objects, treeOf$1(commit.content), [
		...paths,
		...directories,
		".github/bot.yml"
	]);
	await using rules = await openBaseRules(git, { gitDir }, ruleFilesAround(trees), objects);
	const attributes = await rules.attributes(paths.map((path) => Buffer.from(path).toString("latin1")));
	const cleanUp = made.move();
	return {
		gitDir,
		trees,
		objects,
		attributes: new Map([...attributes].map(([path, said]) => [Buffer.from(path, "latin1").toString(), said])),
		[Symbol.asyncDispose]: () => cleanUp.disposeAsync()
	};
}
var init_base$1 = __esmMin((() => {
	init_objects();
	init_tree$1();
	init_cache();
	init_base_rules();
	init_scratch();
	init_source();
}));
// src/guard/path-text.ts
/** Windows takes `C:x` for a path of another place, and lets any single character be a drive. */
function hasDrivePrefix(text) {
	return /^[^/]:/u.test(text);
}
/** The path of a name in a directory, where the root is `''`. */
function pathIn(directory, name) {
	return directory === "" ? name : `${directory}/${name}`;
}
var longestPath;
var init_path_text = __esmMin((() => {
	longestPath = 4096;
}));
// src/guard/base-tree.ts
/**
* The directories of the base that the guards look into: those on the way to every changed path, and those on the way
* to what a new link names. Parents come before what is in them; some may not exist in the base.
*/
function directoriesToRead(changeSet) {
	const directories = [""];
	const known = /* @__PURE__ */ new Map();
	for (const change of changeSet.changes) {
		addParents(directories, known, change.path);
		if (change.change === "delete" || change.mode !== "120000") continue;
		if (change.content.byteLength > 4095) continue;
		const text = Buffer.from(change.content).toString();
		addParents(directories, known, posix.normalize(`${posix.dirname(change.path)}/${text}`));
	}
	return directories;
}
function addParents(directories, known, path) {
	if (path.length > 4096 || path.startsWith("/") || path.startsWith("..")) return;
	let names = known;
	for (let start = 0, end = path.indexOf("/"); end !== -1; start = end + 1, end = path.indexOf("/", start)) {
		const name = path.slice(start, end);
		let below = names.get(name);
		if (below === void 0) {
			below = /* @__PURE__ */ new Map();
			names.set(name, below);
			directories.push(path.slice(0, end));
		}
		names = below;
	}
}
var init_base_tree = __esmMin((() => {
	init__builtin_node_path();
	init_path_text();
}));
// src/commit/commit-all.ts
/**
* All of them or none: prepares every participant, then commits them in order. Whatever one of them throws, every
* earlier one is rolled back, the last first, and none is skipped because another's rollback failed.
*/
async function commitAll(participants) {
	requireUndoableFirst(participants);
	const states = new Map(participants.map((one) => [one, "waiting"]));
	const rows = () => [...states].map(([{ name }, state]) => ({
		name,
		state
	}));
	const committed = [];
	for (const during of ["prepare", "commit"]) for (const participant of participants) {
		try {
			await participant[during]();
		} catch (cause) {
			states.set(participant, "failed");
			const undone = await rollBack(committed, states);
			return {
				kind: "failed",
				during,
				name: participant.name,
				cause,
				participants: rows(),
				...undone
			};
		}
		states.set(participant, during === "prepare" ? "prepared" : "committed");
		if (during === "commit") committed.push(participant);
	}
	return {
		kind: "committed",
		participants: rows()
	};
}
async function rollBack(committed, states) {
	const rolledBack = [];
	const rollbackFailed = [];
	for (const participant of committed.toReversed()) try {
		if (!participant.undoable) throw new NotUndoable(participant.name);
		await participant.rollback();
		states.set(participant, "rolled-back");
		rolledBack.push(participant.name);
	} catch (error) {
		states.set(participant, "rollback-failed");
		rollbackFailed.push({
			name: participant.name,
			error
		});
	}
	return {
		rolledBack,
		rollbackFailed
	};
}
/** What cannot be undone must come last, and alone: nothing after it may fail. */
function requireUndoableFirst(participants) {
	const final = participants.findIndex(({ undoable }) => !undoable);
	if (final >= 0 && final < participants.length - 1) throw new NotUndoable(participants[final]?.name ?? "");
}
var NotUndoable;
var init_commit_all = __esmMin((() => {
	NotUndoable = class extends Error {
		name = "NotUndoable";
		code = "ENOUNDO";
		participant;
		constructor(participant) {
			super(`${participant} cannot be undone`);
			this.participant = participant;
		}
	};
}));
// src/guard/fold.ts
/**
* One key for all spellings that a case-insensitive or normalising file system may take for one name: the canonical
* caseless match of Unicode (section 3.13, D145). JavaScript has no case folding; lower case and then upper case gives
* the same classes for every character but the dotless i, whose upper case is the plain I.
*/
function fold$1(text) {
	if (isAscii.test(text)) return text.toUpperCase();
	return text.normalize("NFD").toLowerCase().split(dotlessI).map((part) => part.toUpperCase()).join(dotlessI).normalize("NFD");
}
var isAscii, dotlessI;
var init_fold = __esmMin((() => {
	isAscii = /^[^\u0080-\uffff]*$/;
	dotlessI = "ı";
}));
// src/guard/resulting-tree.ts
function isDirectory(entry) {
	return entry !== null && entry.mode === directory.mode;
}
function sprout(path, name, parent, before) {
	return {
		path,
		name,
		parent,
		children: /* @__PURE__ */ new Map(),
		before,
		change: null,
		occupant: null,
		alive: false,
		aliveBelow: false
	};
}
function occupantOf({ change, before }) {
	if (change?.change === "delete") return null;
	if (change !== null) return kindOf(change.mode);
	return before === null || isDirectory(before) ? null : kindOf(before.mode);
}
function kindOf(mode) {
	if (mode === "120000") return "link";
	return mode === "160000" ? "gitlink" : "file";
}
var ResultingTree, directory;
var init_resulting_tree = __esmMin((() => {
	init_fold();
	init_path_text();
	ResultingTree = class {
		root;
		/** Every spot but the root, each after its parent. */
		spots;
		#base;
		#foldedBase = /* @__PURE__ */ new Map();
		/** Paths longer than any that the guards let through are left out: their components could be millions. */
		constructor(changeSet, base) {
			this.#base = base;
			const root = sprout("", "", null, directory);
			const spots = [];
			for (const change of changeSet.changes) if (Buffer.byteLength(change.path) <= 4096) this.#plant(root, change, spots);
			for (const spot of spots.toReversed()) this.#settle(spot);
			this.#settle(root);
			this.root = root;
			this.spots = spots;
		}
		/** The base's entries of a directory that the set does not touch by name, by folded name. */
		baseNames(place, folded) {
			const names = this.#foldedNames(place.path).get(folded) ?? [];
			const { spot } = place;
			return spot === null ? names : names.filter((name) => !spot.children.has(name));
		}
		baseEntry(place, name) {
			return this.#base.entries(place.path).get(name) ?? null;
		}
		/** Whether nobody read this directory of the base: git has no empty ones. */
		isUnread(place) {
			return this.#base.entries(place.path).size === 0;
		}
		#plant(root, change, spots) {
			const { path } = change;
			let spot = root;
			for (let start = 0; start <= path.length;) {
				const slash = path.indexOf("/", start);
				const end = slash === -1 ? path.length : slash;
				const name = path.slice(start, end);
				let child = spot.children.get(name);
				if (child === void 0) {
					const before = isDirectory(spot.before) ? this.#base.entries(spot.path).get(name) : void 0;
					child = sprout(path.slice(0, end), name, spot, before ?? null);
					spot.children.set(name, child);
					spots.push(child);
				}
				spot = child;
				start = end + 1;
			}
			spot.change = change;
		}
		/** Children are settled before their parents. */
		#settle(spot) {
			spot.occupant = occupantOf(spot);
			spot.aliveBelow = this.#isAliveBelow(spot);
			spot.alive = spot.occupant !== null || spot.aliveBelow;
		}
		#isAliveBelow(spot) {
			let kept = isDirectory(spot.before) ? this.#base.entries(spot.path).size : 0;
			if (kept === 0 && isDirectory(spot.before) && spot.parent !== null) return true;
			for (const child of spot.children.values()) {
				if (child.alive) return true;
				if (child.before !== null) kept -= 1;
			}
			return kept > 0;
		}
		#foldedNames(path) {
			const known = this.#foldedBase.get(path);
			if (known !== void 0) return known;
			const folded = Map.groupBy(this.#base.entries(path).keys(), fold$1);
			this.#foldedBase.set(path, folded);
			return folded;
		}
	};
	directory = {
		mode: "040000",
		oid: ""
	};
}));
// src/guard/base.ts
/** The set must tell the truth of its base. A plain directory has none; there the writer compares with the files. */
function* inspectBase({ changeSet, tree }) {
	if (changeSet.base === null) return;
	for (const { change, before } of tree.spots) {
		if (change === null) continue;
		const message = objectionTo$1(change, before);
		if (message !== void 0) yield {
			verdict: "refuse",
			path: change.path,
			message
		};
	}
}
function objectionTo$1(change, before) {
	if (change.change === "add") return before === null || isDirectory(before) ? void 0 : "The base already has what is to be added.";
	if (before === null) return `The base does not have what is to be ${verbs[change.change]}.`;
	if (isDirectory(before)) return `The base has a directory where a file is to be ${verbs[change.change]}.`;
	if (before.oid !== change.before) return "The base has other content than the change set says.";
	return before.mode === change.beforeMode ? void 0 : "The base has another mode than the change set says.";
}
var verbs;
var init_base = __esmMin((() => {
	init_resulting_tree();
	verbs = {
		modify: "modified",
		delete: "deleted"
	};
}));
// src/guard/collisions.ts
/**
* Two changes that cannot both stand on every file system: one path twice, a file where a directory stands, and names
* that are one under case folding or normalisation, unless the base already has both.
*/
function* inspectCollisions({ changeSet, tree }) {
	for (const [index, { path }] of changeSet.changes.entries()) if (changeSet.changes[index - 1]?.path === path) yield refusal(path, "The path is there twice.");
	yield* filesAgainstDirectories(tree);
	yield* sameNames(tree);
}
function* filesAgainstDirectories({ root, spots }) {
	const fileAbove = /* @__PURE__ */ new Map();
	for (const spot of spots) {
		const parent = spot.parent ?? root;
		const above = parent.occupant === null || parent.occupant === "link" ? fileAbove.get(parent) : parent;
		if (above !== void 0) fileAbove.set(spot, above);
		if (spot.change === null || spot.occupant === null) continue;
		if (above !== void 0) yield refusal(spot.path, `It lies below ${quote$2(above.path)}, which is no directory.`);
		if (isDirectory(spot.before) && spot.aliveBelow) yield refusal(spot.path, "The base has a directory there that is not wholly deleted.");
	}
}
/** Goes down through groups of directories that are one directory where case does not count; each is met once. */
function* sameNames(tree) {
	const groups = [[{
		path: "",
		spot: tree.root
	}]];
	for (const group of groups) for (const items of itemsByName(tree, group)) {
		yield* collisionsAmong(items);
		const directories = items.filter((item) => item.isDirectory);
		if (!directories.some(({ spot }) => spot !== null)) continue;
		groups.push(directories);
		yield* unreadAmong(tree, directories);
	}
}
/** What the directories of one group will hold under each folded name that the set touches. */
function* itemsByName(tree, group) {
	const touched = /* @__PURE__ */ new Map();
	for (const spot of group.flatMap((place) => [...place.spot?.children.values() ?? []])) {
		if (!spot.alive) continue;
		const item = {
			path: spot.path,
			spot,
			isNew: spot.before === null,
			isDirectory: spot.occupant === null
		};
		const folded = fold$1(spot.name);
		const items = touched.get(folded);
		if (items === void 0) touched.set(folded, [item]);
		else items.push(item);
	}
	const ofBase = group.filter(({ spot }) => spot === null || isDirectory(spot.before));
	for (const [folded, items] of touched) {
		for (const place of ofBase) items.push(...untouchedItems(tree, place, folded));
		yield items;
	}
}
function untouchedItems(tree, place, folded) {
	return tree.baseNames(place, folded).map((name) => ({
		path: pathIn(place.path, name),
		spot: null,
		isNew: false,
		isDirectory: isDirectory(tree.baseEntry(place, name))
	}));
}
/** Every new name is told once, against one that the base has, else against the first new one. */
function* collisionsAmong(items) {
	if (items.length < 2) return;
	const standing = items.find((item) => !item.isNew) ?? items[0];
	for (const item of items) {
		if (!item.isNew || item === standing || item.spot === null || standing === void 0) continue;
		const message = `${quote$2(item.path)} and ${quote$2(standing.path)} are one path on some systems.`;
		yield refusal(firstChange(item.spot), message);
	}
}
/** The base has all of them already, and the caller only read those that the set names. */
function* unreadAmong(tree, directories) {
	const touched = directories.find(({ spot }) => spot !== null)?.spot ?? null;
	if (touched === null || directories.some(({ isNew }) => isNew)) return;
	for (const place of directories) {
		if (place.spot !== null || !tree.isUnread(place)) continue;
		const message = `${quote$2(place.path)} is the same directory on some systems and was not compared.`;
		yield {
			verdict: "review",
			path: firstChange(touched),
			message
		};
	}
}
/** Findings name a path of the set, also where the clash is that of a directory on the way to it. */
function firstChange(spot) {
	if (spot.occupant !== null) return spot.path;
	for (const child of spot.children.values()) if (child.alive) return firstChange(child);
	return spot.path;
}
function refusal(path, message) {
	return {
		verdict: "refuse",
		path,
		message
	};
}
function quote$2(path) {
	return JSON.stringify(path);
}
var init_collisions = __esmMin((() => {
	init_fold();
	init_path_text();
	init_resulting_tree();
}));
// src/guard/executables.ts
/** A file that becomes a program is worth a look: somebody, or some build, may start it by its name. */
function* inspectExecutables({ changeSet }) {
	for (const change of changeSet.changes) {
		if (change.change === "delete" || change.mode !== "100755") continue;
		if (change.change === "modify" && change.beforeMode === "100755") continue;
		yield {
			verdict: "review",
			path: change.path,
			message: "The file becomes executable."
		};
	}
}
var init_executables = __esmMin((() => {}));
// src/guard/filters.ts
/**
* No filter driver ever runs here, so a path under one is sealed as it would be stored: under `filter=lfs` that is a
* pointer; what another filter would store nobody can tell. Git filters no links and nothing that goes away.
*/
function* inspectFilters({ changeSet, attributes }) {
	for (const change of changeSet.changes) {
		if (change.change === "delete" || change.mode === "120000" || change.mode === "160000") continue;
		const { path } = change;
		const { filter } = attributes(path);
		if (filter === void 0 || filter === "lfs" && isLfsPointer(change.content)) continue;
		yield {
			verdict: "refuse",
			path,
			message: filter === "lfs" ? "The base stores this path in Git LFS, and the content is no LFS pointer." : `The base puts this path through the filter ${JSON.stringify(filter)}, which never runs here.`
		};
	}
}
function isLfsPointer(content) {
	if (content.byteLength === 0) return true;
	return content.byteLength < pointerLimit && pointer.test(Buffer.from(content).toString("latin1"));
}
var pointerLimit, pointer;
var init_filters = __esmMin((() => {
	pointerLimit = 1024;
	pointer = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-[0-9]-[A-Za-z0-9.-]+ sha256:[0-9a-f]{64}\n)*oid sha256:[0-9a-f]{64}\nsize (?:0|[1-9][0-9]*)\n$/;
}));
// src/guard/git-names.ts
/**
* Whether a path component is `.git` on any system that git protects: NTFS and HFS+ take more spellings than one
* (git's rules: `is_ntfs_dotgit` in path.c, `is_hfs_dotgit` in utf8.c).
*/
function isDotGit(name) {
	if (!mayBeGits.test(name)) return false;
	return ntfsDotGit.test(name) || fold$1(withoutIgnored(name)) === ".GIT";
}
/** Which of git's own files a path component is, in any spelling of NTFS or HFS+ (git: `is_ntfs_dot_generic`). */
function gitFileOf(name) {
	if (!mayBeGits.test(name)) return void 0;
	const hfs = fold$1(withoutIgnored(name));
	return gitFiles.find((file) => file.folded === hfs || file.ntfs.test(name))?.name;
}
function withoutIgnored(name) {
	return name.replace(ignoredByHfs$1, "");
}
/**
* The short names: the first six letters and `~1` to `~4`, or, where those are taken, up to six characters of a
* hash-like prefix that Windows makes from the long name, filled with `~` and digits to eight characters.
*/
function gitFile(name, shortPrefix) {
	const letters = name.slice(1);
	const fallbacks = Array.from({ length: 7 }, (_, kept) => {
		return `${shortPrefix.slice(0, kept)}~[1-9][0-9]{${6 - kept}}`;
	});
	const spellings = [
		`\\.${letters}`,
		`${letters.slice(0, 6)}~[1-4]`,
		...fallbacks
	];
	return {
		name,
		folded: fold$1(name),
		ntfs: new RegExp(`^(?:${spellings.join("|")})${ntfsEnd}`, "i")
	};
}
var mayBeGits, ntfsEnd, ntfsDotGit, ignoredByHfs$1, gitFiles;
var init_git_names = __esmMin((() => {
	init_fold();
	mayBeGits = /^[.gm~]|[\u0080-\uffff]/i;
	ntfsEnd = String.raw`[. ]*(?:$|:)`;
	ntfsDotGit = /^(?:\.git|git~1)[. ]*(?:$|[:\\])/i;
	ignoredByHfs$1 = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;
	gitFiles = [
		gitFile(".gitmodules", "gi7eba"),
		gitFile(".gitattributes", "gi7d29"),
		gitFile(".gitignore", "gi250a"),
		gitFile(".mailmap", "maba30")
	];
}));
// src/guard/git-configuration.ts
/** Files that tell git and Git LFS to run filters, to change bytes, or to fetch from elsewhere. */
function* inspectGitConfiguration({ changeSet }) {
	for (const { path } of changeSet.changes) {
		const name = path.slice(path.lastIndexOf("/") + 1);
		const file = gitFileOf(name);
		if (file !== ".gitattributes" && file !== ".gitmodules" && fold$1(name) !== lfsConfiguration) continue;
		yield {
			verdict: "review",
			path,
			message: "It tells git what to run, to convert or to fetch."
		};
	}
}
var lfsConfiguration;
var init_git_configuration = __esmMin((() => {
	init_git_names();
	init_fold();
	lfsConfiguration = fold$1(".lfsconfig");
}));
// src/guard/gitlinks.ts
/** A gitlink names a commit of another repository: bytes that no set carries and nobody here has looked at. */
function* inspectGitlinks({ changeSet }) {
	for (const change of changeSet.changes) {
		const after = change.change === "delete" ? null : change.mode;
		const before = change.change === "add" ? null : change.beforeMode;
		if (after === "160000" || before === "160000") yield {
			verdict: "refuse",
			path: change.path,
			message: "A gitlink (submodule) is never carried."
		};
	}
}
var init_gitlinks = __esmMin((() => {}));
// src/guard/limits.ts
/** How much one run may change; the numbers come from the configuration. */
function* inspectLimits({ changeSet, policy: { limits } }) {
	const files = changeSet.changes.length;
	let bytes = 0;
	for (const change of changeSet.changes) if (change.change !== "delete") bytes += change.content.byteLength;
	if (files > limits.files) yield {
		verdict: "refuse",
		message: `The set changes ${files} files; the limit is ${limits.files}.`
	};
	if (bytes > limits.bytes) yield {
		verdict: "refuse",
		message: `The set carries ${bytes} bytes; the limit is ${limits.bytes}.`
	};
}
var init_limits = __esmMin((() => {}));
// \0builtin:node:buffer
var builtin$4, take$4, isUtf8;
var init__builtin_node_buffer = __esmMin((() => {
	builtin$4 = process.getBuiltinModule("node:buffer");
	take$4 = (key) => builtin$4[key];
	isUtf8 = /* @__PURE__ */ take$4("isUtf8");
}));
// src/guard/link-resolver.ts
function inside(place, parent) {
	return {
		kind: "inside",
		position: {
			place,
			parent
		}
	};
}
function problemOf$1(content) {
	if (content.byteLength === 0) return "empty";
	if (content.byteLength > 4095) return "over-long";
	if (!isUtf8(content) || content.includes(0)) return "not-text";
	const text = Buffer.from(content).toString();
	if (text.includes("\\")) return "backslash";
	return text.startsWith("/") || hasDrivePrefix(text) ? "absolute" : void 0;
}
var longestChain, LinkResolver;
var init_link_resolver = __esmMin((() => {
	init__builtin_node_buffer();
	init_fold();
	init_git_names();
	init_path_text();
	init_resulting_tree();
	longestChain = 40;
	LinkResolver = class {
		#tree;
		#destinations = /* @__PURE__ */ new Map();
		#positions = /* @__PURE__ */ new Map();
		#foldedSpots = /* @__PURE__ */ new Map();
		constructor(tree) {
			this.#tree = tree;
		}
		destinationOf(link, depth = 1) {
			const known = this.#destinations.get(link);
			if (known !== void 0) return known;
			if (depth > longestChain) return { kind: "too-many-links" };
			this.#destinations.set(link, { kind: "loop" });
			const destination = this.#resolve(link, depth);
			this.#destinations.set(link, destination);
			return destination;
		}
		#resolve(link, depth) {
			const content = link.change === null || link.change.change === "delete" ? /* @__PURE__ */ new Uint8Array() : link.change.content;
			const problem = problemOf$1(content);
			if (problem !== void 0) return { kind: problem };
			const names = Buffer.from(content).toString().split("/");
			if (names.some(isDotGit)) return { kind: "git-directory" };
			let position = this.#positionOf(link.parent ?? this.#tree.root);
			for (const [index, name] of names.entries()) {
				const step = this.#step(position, name, depth);
				if (step.kind === "unknown" && names.includes("..", index + 1)) return { kind: "up-from-unknown" };
				if (step.kind !== "inside") return step;
				position = step.position;
			}
			return {
				kind: "inside",
				position
			};
		}
		#step(position, name, depth) {
			if (name === "" || name === ".") return {
				kind: "inside",
				position
			};
			if (name === "..") return position.parent === null ? { kind: "outside" } : {
				kind: "inside",
				position: position.parent
			};
			const { place } = position;
			if (place === null) return inside(null, position);
			const spot = this.#spotAt(place, name);
			if (spot === null) return this.#ofBase(position, place, name);
			if (spot.occupant !== "link") return inside({
				path: spot.path,
				spot
			}, position);
			return spot.change === null ? { kind: "unknown" } : this.destinationOf(spot, depth + 1);
		}
		#ofBase(position, place, name) {
			if (place.spot === null && this.#tree.isUnread(place)) return { kind: "unknown" };
			const names = this.#tree.baseNames(place, fold$1(name));
			const found = names.includes(name) ? name : names[0];
			if (found === void 0) return inside(null, position);
			const entry = this.#tree.baseEntry(place, found);
			if (entry?.mode === "120000") return { kind: "unknown" };
			return inside(isDirectory(entry) ? {
				path: pathIn(place.path, found),
				spot: null
			} : null, position);
		}
		#spotAt({ spot }, name) {
			if (spot === null) return null;
			const exact = spot.children.get(name);
			return exact?.alive === true ? exact : this.#foldedSpotsOf(spot).get(fold$1(name)) ?? null;
		}
		#foldedSpotsOf(spot) {
			let spots = this.#foldedSpots.get(spot);
			if (spots === void 0) {
				const living = [...spot.children.values()].filter((child) => child.alive);
				spots = new Map(living.map((child) => [fold$1(child.name), child]));
				this.#foldedSpots.set(spot, spots);
			}
			return spots;
		}
		#positionOf(spot) {
			let position = this.#positions.get(spot);
			if (position === void 0) {
				const parent = spot.parent === null ? null : this.#positionOf(spot.parent);
				position = {
					place: {
						path: spot.path,
						spot
					},
					parent
				};
				this.#positions.set(spot, position);
			}
			return position;
		}
	};
}));
// src/guard/links.ts
/**
* Symbolic links may point at nothing but the tree itself, also through other links, and nothing may be written
* behind one: a checkout would follow it.
*/
function* inspectLinks({ tree }) {
	const resolver = new LinkResolver(tree);
	const linkAbove = /* @__PURE__ */ new Map();
	for (const spot of tree.spots) {
		const parent = spot.parent ?? tree.root;
		const above = parent.occupant === "link" ? parent : linkAbove.get(parent);
		if (above !== void 0) linkAbove.set(spot, above);
		if (spot.change === null || spot.occupant === null) continue;
		const { path } = spot;
		if (above !== void 0) yield {
			verdict: "refuse",
			path,
			message: `It lies behind ${JSON.stringify(above.path)}, a symbolic link.`
		};
		if (spot.occupant === "link") yield* objectionsTo$1(path, resolver.destinationOf(spot));
	}
}
function* objectionsTo$1(path, { kind }) {
	const objection = objections[kind];
	if (objection !== void 0) yield {
		path,
		...objection
	};
}
var objections;
var init_links = __esmMin((() => {
	init_link_resolver();
	objections = {
		inside: void 0,
		loop: void 0,
		empty: {
			verdict: "refuse",
			message: "The link text is empty."
		},
		"over-long": {
			verdict: "refuse",
			message: "The link text is longer than any system takes."
		},
		"not-text": {
			verdict: "refuse",
			message: "The link text is not UTF-8 or holds a NUL."
		},
		backslash: {
			verdict: "refuse",
			message: "The link text holds a backslash, which Windows takes for a separator."
		},
		absolute: {
			verdict: "refuse",
			message: "The link text is an absolute path."
		},
		outside: {
			verdict: "refuse",
			message: "The link leads out of the tree."
		},
		"git-directory": {
			verdict: "refuse",
			message: "The link leads into a .git directory."
		},
		"too-many-links": {
			verdict: "refuse",
			message: "The link goes through more links than a system follows."
		},
		"up-from-unknown": {
			verdict: "refuse",
			message: "The link goes up again behind a link of the base and may leave the tree."
		},
		unknown: {
			verdict: "review",
			message: "The link goes through a link of the base, or a directory of it that was not read."
		}
	};
}));
// src/guard/lock-files.ts
/**
* A lock file that changes without its manifest may swap what is installed while nothing that people read has changed.
* A manifest counts in the directory of the lock file or anywhere below it: workspaces share one lock file.
*/
function* inspectLockFiles({ tree }) {
	const changed = tree.spots.filter(({ change }) => change !== null);
	const manifestsBelow = /* @__PURE__ */ new Map();
	for (const spot of changed) {
		const name = fold$1(spot.name);
		if (manifests.has(name)) noteManifest(manifestsBelow, spot.parent, name);
	}
	for (const { name, path, parent } of changed) {
		const wanted = manifestsOf.get(fold$1(name));
		const below = manifestsBelow.get(parent ?? tree.root);
		if (wanted === void 0 || wanted.some((manifest) => below?.has(manifest))) continue;
		yield {
			verdict: "review",
			path,
			message: "The lock file changes and its manifest does not."
		};
	}
}
/** In the directory itself and in all above it, up to the first that knows already. */
function noteManifest(manifestsBelow, directory, name) {
	for (let at = directory; at !== null; at = at.parent) {
		const names = manifestsBelow.get(at);
		if (names?.has(name) === true) return;
		if (names === void 0) manifestsBelow.set(at, /* @__PURE__ */ new Set([name]));
		else names.add(name);
	}
}
var ofNode, ofPython, manifestsOf, manifests;
var init_lock_files = __esmMin((() => {
	init_fold();
	ofNode = ["package.json"];
	ofPython = ["pyproject.toml"];
	manifestsOf = new Map(Object.entries({
		"bun.lock": ofNode,
		"bun.lockb": ofNode,
		"npm-shrinkwrap.json": ofNode,
		"package-lock.json": ofNode,
		"pnpm-lock.yaml": [...ofNode, "pnpm-workspace.yaml"],
		"yarn.lock": ofNode,
		"deno.lock": [
			...ofNode,
			"deno.json",
			"deno.jsonc"
		],
		"cargo.lock": ["cargo.toml"],
		"go.sum": ["go.mod"],
		"go.work.sum": ["go.work", "go.mod"],
		"pdm.lock": ofPython,
		"poetry.lock": ofPython,
		"uv.lock": ofPython,
		"pipfile.lock": ["pipfile"],
		"composer.lock": ["composer.json"],
		"gemfile.lock": ["gemfile", "gems.rb"],
		"flake.lock": ["flake.nix"],
		"mix.lock": ["mix.exs"],
		"pubspec.lock": ["pubspec.yaml"],
		"podfile.lock": ["podfile"],
		"package.resolved": ["package.swift"]
	}).map(([lock, wanted]) => [fold$1(lock), wanted.map(fold$1)]));
	manifests = new Set([...manifestsOf.values()].flat());
}));
// src/guard/names.ts
/**
* Paths that no tree may hold, whoever made the set. Git does not say so by itself: `fast-import` writes most of them
* into trees, `update-index --index-info` drops them in silence.
*/
function* inspectNames({ changeSet }) {
	for (const change of changeSet.changes) for (const message of objectionsTo(change)) yield {
		verdict: "refuse",
		path: change.path,
		message
	};
}
function* objectionsTo(change) {
	const { path } = change;
	if (path === "") return yield "The path is empty.";
	if (Buffer.byteLength(path) > 4096) return yield `The path is over ${longestPath} bytes long.`;
	if (!path.isWellFormed()) yield "The path is not UTF-8.";
	if (path.includes("\0")) yield "The path holds a NUL.";
	if (path.includes("\\")) yield "The path holds a backslash, which Windows takes for a separator.";
	if (path.startsWith("/")) yield "The path is absolute.";
	else if (hasDrivePrefix(path)) yield "The path begins with a drive letter, which Windows takes for an absolute path.";
	const names = path.split("/");
	const isLink = change.change !== "delete" && change.mode === "120000";
	for (const [index, name] of names.entries()) {
		const isLast = index === names.length - 1;
		if (name === "") {
			if (index > 0) yield "The path has an empty component.";
		} else if (name === "." || name === "..") yield `The path has the component "${name}".`;
		else if (Buffer.byteLength(name) > 255) yield `The path has a component over 255 bytes long.`;
		else if (isDotGit(name)) yield "The path names the .git directory on some system.";
		else if (!isLast || isLink) yield* objectionsToGitFile(name, isLast);
	}
}
/** Read through a link, git's own files could come from anywhere; as directories git reports two of them as broken. */
function* objectionsToGitFile(name, isLink) {
	const file = gitFileOf(name);
	if (file === void 0) return;
	if (isLink) yield `The path is ${file} on some system and may not be a symbolic link.`;
	else if (file === ".gitmodules" || file === ".gitattributes") yield `${file} may not be a directory.`;
}
var init_names = __esmMin((() => {
	init_git_names();
	init_path_text();
}));
// src/guard/protected.ts
/**
* The `protected` rows of the configuration. Of several rows that match a path the last one decides, so an exception
* stands below its rule. Both sides of a rename are paths of the set; what a new link names counts as its path too.
*
* Patterns are globs in which `*` also matches a leading dot, and they match whatever the case or normalisation.
* As in `.gitignore`, one without a slash matches a name at any depth, a leading slash binds it to the root, and one
* that ends in a slash or in a part without wildcards covers all that lies below. There is no negation.
*/
function* inspectProtected({ changeSet, policy }) {
	const rows = policy.protected.map(rowOf$1).toReversed();
	for (const change of changeSet.changes) {
		const { path } = change;
		if (path.length > 4096) continue;
		const verdict = verdictOf(rows, path);
		if (verdict !== "allow") yield {
			verdict,
			path,
			message: "The path is protected."
		};
		const target = targetOf$1(change);
		const verdictOnTarget = target === void 0 ? "allow" : verdictOf(rows, target);
		if (verdictOnTarget !== "allow") yield {
			verdict: verdictOnTarget,
			path,
			message: "The link leads to a protected path."
		};
	}
}
function rowOf$1({ paths, policy }) {
	const options = {
		dot: true,
		nonegate: true,
		windows: false,
		flags: "s"
	};
	const matchers = paths.flatMap(globsOf).map((glob) => (0, import_picomatch.default)(glob, options));
	return {
		policy,
		matches: (folded) => matchers.some((matches) => matches(folded))
	};
}
function globsOf(pattern) {
	const body = pattern.replace(/^\/+|\/+$/g, "");
	if (body === "") return ["**"];
	const glob = fold$1((pattern.startsWith("/") || body.includes("/") ? body : `**/${body}`).replace(/\\([\p{L}\p{N}])/gu, "$1"));
	if (pattern.endsWith("/")) return [`${glob}/**`];
	const lastPart = body.slice(body.lastIndexOf("/") + 1);
	return /[*?[\]{}()]/.test(lastPart) ? [glob] : [glob, `${glob}/**`];
}
function targetOf$1(change) {
	if (change.change === "delete" || change.mode !== "120000") return void 0;
	return posix.normalize(`${posix.dirname(change.path)}/${Buffer.from(change.content).toString()}`);
}
function verdictOf(rows, path) {
	const folded = fold$1(path);
	return rows.find((row) => row.matches(folded))?.policy ?? "allow";
}
var import_picomatch;
var init_protected = __esmMin((() => {
	init__builtin_node_path();
	import_picomatch = /* @__PURE__ */ __toESM(require_picomatch(), 1);
	init_fold();
	init_path_text();
}));
// src/guard/secret-rules.ts
var init_secret_rules = __esmMin((() => {}));
// src/guard/secret-patterns.ts
/** Keys and tokens that can be told by their look, whoever's they are. They were searched for beforehand. */
function inspectSecretPatterns({ secretFindings }) {
	return secretFindings;
}
var init_secret_patterns = __esmMin((() => {
	init_secret_rules();
}));
// src/guard/secret-scan.ts
function planSecretScan(values) {
	const parts = [...new Set(values.map((value) => value.trim()))].filter((value) => value !== "").map(privateParts);
	const forms = parts.flat().flatMap(formsOf);
	const short = forms.filter((form) => form.byteLength < sliceLength);
	const sliced = new SliceIndex(forms.filter((form) => form.byteLength >= sliceLength));
	return {
		tooShort: parts.filter((ofOne) => ofOne.length === 0).length,
		finds: (bytes) => {
			const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
			return short.some((form) => buffer.includes(form)) || sliced.isIn(buffer);
		}
	};
}
/**
* What of a value is not the same in everybody's: the armour and the first line of a PEM key, and the header of a JWT
* with all before it, stand in public test data and documents everywhere.
*/
function privateParts(value) {
	return (value.includes("-----BEGIN ") ? linesOfKey(value) : [value.replace(/^.*?eyJ[\w-]*\./s, "")]).filter((part) => Buffer.byteLength(part) >= shortestSecret);
}
function linesOfKey(pem) {
	const [first = "", ...rest] = pem.replace(/\\n/g, "\n").replace(/-----[A-Z ]+-----/g, "").split(/\s+/).filter((line) => line !== "");
	return rest.length > 0 ? rest : [first.slice(first.length / 2)];
}
function formsOf(secret) {
	const plain = Buffer.from(secret);
	const encoded = [
		0,
		1,
		2
	].map((offset) => base64At(plain, offset));
	const urlSafe = encoded.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
	return [plain, ...[.../* @__PURE__ */ new Set([...encoded, ...urlSafe])].map((text) => Buffer.from(text))];
}
/** The characters of base64 that the value alone decides when `offset` bytes of something else come before it. */
function base64At(secret, offset) {
	const text = Buffer.concat([Buffer.alloc(offset), secret]).toString("base64");
	const first = Math.ceil(offset * 8 / 6);
	const end = Math.floor((offset + secret.byteLength) * 8 / 6);
	return text.slice(first, end);
}
function hashAt(bytes, at) {
	const first = bytes.readUInt32LE(at);
	const second = bytes.readUInt32LE(at + 4);
	const mixed = Math.imul(first ^ Math.imul(second, 2654435761), 2246822507);
	return mixed ^ mixed >>> 15;
}
/** How many bytes around the two places are equal, counted up to a slice. */
function runLength(bytes, at, form, formAt) {
	let back = 0;
	while (back < sliceLength && back < at && back < formAt && bytes[at - back - 1] === form[formAt - back - 1]) back += 1;
	let ahead = 0;
	while (ahead < sliceLength && formAt + ahead < form.byteLength && bytes[at + ahead] === form[formAt + ahead]) ahead += 1;
	return back + ahead;
}
var shortestSecret, sliceLength, gramLength, stride, SliceIndex;
var init_secret_scan = __esmMin((() => {
	shortestSecret = 8;
	sliceLength = 16;
	gramLength = 8;
	stride = 9;
	SliceIndex = class {
		#forms;
		#grams = /* @__PURE__ */ new Map();
		/** A bit for each hash: nearly all bytes are passed over with one look. */
		#filter = /* @__PURE__ */ new Uint8Array(65536);
		constructor(forms) {
			this.#forms = forms;
			for (const form of forms) for (let at = 0; at + gramLength <= form.byteLength; at += 1) {
				const hash = hashAt(form, at);
				const places = this.#grams.get(hash);
				if (places === void 0) this.#grams.set(hash, [{
					form,
					at
				}]);
				else places.push({
					form,
					at
				});
				this.#filter[hash & 65535] = 1;
			}
		}
		isIn(bytes) {
			if (this.#forms.length === 0) return false;
			for (let at = 0; at + gramLength <= bytes.byteLength; at += stride) {
				const hash = hashAt(bytes, at);
				if (this.#filter[hash & 65535] === 0) continue;
				if (this.#grams.get(hash)?.some((place) => runLength(bytes, at, place.form, place.at) >= sliceLength) === true) return true;
			}
			return false;
		}
	};
}));
// src/guard/secrets.ts
/** The values this run was given may appear nowhere: not in contents, not in link texts, not in names. */
function* inspectSecrets({ changeSet, policy }) {
	const scan = planSecretScan(policy.secrets);
	if (scan.tooShort > 0) yield {
		verdict: "review",
		message: `${scan.tooShort === 1 ? "One value" : `${scan.tooShort} values`} that this run must keep cannot be looked for: too short.`
	};
	for (const change of changeSet.changes) {
		const { path } = change;
		if (scan.finds(Buffer.from(path))) yield {
			verdict: "refuse",
			message: "A path of the set holds a value this run must keep, or a part of it."
		};
		if (change.change !== "delete" && scan.finds(change.content)) yield {
			verdict: "refuse",
			path,
			message: "The content holds a value this run must keep, or a part of it."
		};
	}
}
var init_secrets = __esmMin((() => {
	init_secret_scan();
}));
// src/guard/special-files.ts
/** What the checkout held and no set can carry: leaving it out in silence would land part of what was made. */
function* inspectSpecialFiles({ special }) {
	for (const { path, kind } of special) yield {
		verdict: "refuse",
		path,
		message: messages[kind]
	};
}
var messages;
var init_special_files = __esmMin((() => {
	messages = {
		"nested-repository": "A git repository of its own lies there.",
		fifo: "It is a named pipe.",
		socket: "It is a socket.",
		device: "It is a device.",
		"not-utf8": "Its name is not UTF-8.",
		"hard-link": "It is a hard link to a file outside of the checkout.",
		unreadable: "It cannot be read.",
		"too-large": "It is too large to be carried.",
		"changed-while-read": "It changed while it was read."
	};
}));
// src/guard/tool-configuration.ts
/**
* Files that agents, editors and hook managers obey or run as soon as somebody opens the repository. They count at any
* depth: most of these tools look in every directory.
*/
function* inspectToolConfiguration({ changeSet }) {
	for (const { path } of changeSet.changes) {
		const names = fold$1(path).split("/");
		if (names.some((name) => directories$1.has(name)) || files.has(names.at(-1) ?? "") || pairs.has(names.slice(-2).join("/"))) yield {
			verdict: "review",
			path,
			message: "Agents, editors or hooks obey this file without being asked."
		};
	}
}
var directories$1, files, pairs;
var init_tool_configuration = __esmMin((() => {
	init_fold();
	directories$1 = new Set([
		".claude",
		".codex",
		".cursor",
		".devcontainer",
		".gemini",
		".githooks",
		".husky",
		".idea",
		".opencode",
		".windsurf"
	].map(fold$1));
	files = new Set([
		".claude.json",
		".cursorrules",
		".envrc",
		".mcp.json",
		".pre-commit-config.yaml",
		".ripgreprc",
		".windsurfrules",
		"agents.md",
		"agents.override.md",
		"claude.local.md",
		"claude.md",
		"gemini.md",
		"lefthook.yaml",
		"lefthook.yml",
		"opencode.json",
		"opencode.jsonc"
	].map(fold$1));
	pairs = new Set([
		".github/copilot-instructions.md",
		".vscode/launch.json",
		".vscode/mcp.json",
		".vscode/settings.json",
		".vscode/tasks.json"
	].map(fold$1));
}));
// src/guard/unreadable-files.ts
/** Large files and binary ones: a reviewer sees no lines of them. */
function* inspectUnreadableFiles({ changeSet }) {
	for (const change of changeSet.changes) {
		if (change.change === "delete" || change.mode === "120000") continue;
		const { path, content } = change;
		if (content.byteLength > large) yield {
			verdict: "review",
			path,
			message: "The file is over 1 MiB."
		};
		if (content.subarray(0, lookedAt).includes(0)) yield {
			verdict: "review",
			path,
			message: "The file is binary."
		};
	}
}
var large, lookedAt;
var init_unreadable_files = __esmMin((() => {
	large = 1048576;
	lookedAt = 8e3;
}));
// src/guard/windows-names.ts
/**
* Names that Windows alone cannot hold: a clone fails there. The repository may not care, so a person decides. Only
* new names are told: with the others the base lives already.
* https://learn.microsoft.com/windows/win32/fileio/naming-a-file
*/
function* inspectWindowsNames({ changeSet }) {
	for (const { path, change } of changeSet.changes) if (change === "add" && path.split("/").some(isImpossible)) yield {
		verdict: "review",
		path,
		message: "Windows cannot hold this name."
	};
}
function isImpossible(name) {
	return reservedName.test(name) || forbiddenCharacter.test(name) || /[. ]$/.test(name);
}
var reservedName, forbiddenCharacter;
var init_windows_names = __esmMin((() => {
	reservedName = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\.|$)/i;
	forbiddenCharacter = new RegExp(String.raw`[<>:"|?*\u0001-\u001f]`);
}));
// src/guard/workflows.ts
/** Files that GitHub Actions runs with the repository's own rights. */
function* inspectWorkflows({ changeSet }) {
	for (const { path } of changeSet.changes) {
		const names = fold$1(path).split("/");
		if (!actionFiles.has(names.at(-1) ?? "") && !isOfGitHub(names)) continue;
		yield {
			verdict: "review",
			path,
			message: "It is a workflow or an action, which runs with rights of its own."
		};
	}
}
/** Also `.github` itself: a link in its place brings other workflows. */
function isOfGitHub([first, second]) {
	return first === home && (second === void 0 || directories.has(second));
}
var home, directories, actionFiles;
var init_workflows = __esmMin((() => {
	init_fold();
	home = fold$1(".github");
	directories = new Set(["workflows", "actions"].map(fold$1));
	actionFiles = new Set(["action.yml", "action.yaml"].map(fold$1));
}));
// src/guard/judge.ts
/** Puts every guard to the whole set and hears all of them out, whatever the first ones say. */
function judge$1(subject, policy) {
	const { changeSet, base } = subject;
	const view = {
		special: [],
		secretFindings: [],
		...subject,
		policy,
		tree: new ResultingTree(changeSet, base)
	};
	const rows = guards.flatMap((guard) => rowsOf(guard, view));
	const findings = rows.filter((row) => isFinding(row));
	return {
		verdict: worst(findings),
		findings,
		rows
	};
}
function row(name, binds, inspect, holds) {
	return {
		name,
		binds,
		inspect,
		holds
	};
}
function rowsOf(guard, view) {
	const isMild = guard.binds === "agent" && view.policy.maker === "person";
	const rows = [];
	for (const complaint of guard.inspect(view)) rows.push({
		guard: guard.name,
		...complaint,
		verdict: isMild ? "review" : complaint.verdict
	});
	return rows.length > 0 ? rows : [{
		guard: guard.name,
		verdict: "allow",
		message: guard.holds
	}];
}
function isFinding(row) {
	return row.verdict !== "allow";
}
function worst(findings) {
	if (findings.some(({ verdict }) => verdict === "refuse")) return "refuse";
	return findings.length > 0 ? "review" : "allow";
}
var guards;
var init_judge = __esmMin((() => {
	init_base();
	init_collisions();
	init_executables();
	init_filters();
	init_git_configuration();
	init_gitlinks();
	init_limits();
	init_links();
	init_lock_files();
	init_names();
	init_protected();
	init_resulting_tree();
	init_secret_patterns();
	init_secrets();
	init_special_files();
	init_tool_configuration();
	init_unreadable_files();
	init_windows_names();
	init_workflows();
	guards = [
		row("names", "everybody", inspectNames, "Every path is one that any checkout can take."),
		row("special-files", "everybody", inspectSpecialFiles, "The checkout held plain files and links only."),
		row("gitlinks", "everybody", inspectGitlinks, "No submodule is added, changed or deleted."),
		row("base", "everybody", inspectBase, "What is replaced is what the base has."),
		row("collisions", "everybody", inspectCollisions, "All paths can stand beside each other on any file system."),
		row("links", "everybody", inspectLinks, "No link leads out of the tree."),
		row("filters", "everybody", inspectFilters, "No path needs a filter that would have to run."),
		row("limits", "agent", inspectLimits, "The set is within its limits."),
		row("protected", "agent", inspectProtected, "No protected path is changed."),
		row("secrets", "agent", inspectSecrets, "None of the values this run must keep is in it."),
		row("secret-patterns", "agent", inspectSecretPatterns, "Nothing in it looks like a key or a token."),
		row("workflows", "everybody", inspectWorkflows, "No workflow or action is changed."),
		row("tool-configuration", "everybody", inspectToolConfiguration, "No agent, editor or hook is configured."),
		row("git-configuration", "everybody", inspectGitConfiguration, "Git is told nothing new."),
		row("lock-files", "everybody", inspectLockFiles, "No lock file changes without its manifest."),
		row("executables", "everybody", inspectExecutables, "No file becomes executable."),
		row("unreadable-files", "everybody", inspectUnreadableFiles, "Every file can be read in a review."),
		row("windows-names", "everybody", inspectWindowsNames, "Windows can hold every new name.")
	];
}));
// src/checkout/manifest.ts
/** Reads what was checked out from the index that the checkout itself wrote (gitformat-index(5), versions 2 and 3). */
async function readManifest(indexFile, format) {
	const [bytes, { mtimeMs }] = await Promise.all([readFile$1(indexFile), stat(indexFile)]);
	const files = parseIndex(bytes, format === "sha1" ? 20 : 32);
	return {
		files,
		...readDirectories(files),
		takenAt: mtimeMs / 1e3
	};
}
/** Once for all that ask later: what an overlay has to tell must not cost a look at every file again. */
function readDirectories(files) {
	const directories = /* @__PURE__ */ new Map([["", []]]);
	const ruleFiles = [];
	function namesOf(directory) {
		const known = directories.get(directory);
		if (known !== void 0) return known;
		const end = directory.lastIndexOf("/");
		namesOf(end < 0 ? "" : directory.slice(0, end)).push(directory.slice(end + 1));
		const names = [];
		directories.set(directory, names);
		return names;
	}
	let last = {
		directory: "",
		names: namesOf("")
	};
	for (const path of files.keys()) {
		const end = path.lastIndexOf("/");
		const directory = end < 0 ? "" : path.slice(0, end);
		if (directory !== last.directory) last = {
			directory,
			names: namesOf(directory)
		};
		const name = path.slice(end + 1);
		last.names.push(name);
		if (name === ".gitignore" || name === ".gitattributes") ruleFiles.push(path);
	}
	return {
		directories,
		ruleFiles
	};
}
/** True where the file is surely as it was checked out; an unprivileged process cannot set a change time. */
function isUntouched(manifest, file, now) {
	const ctimeSeconds = Number(now.ctimeNs / 1000000000n);
	const ctimeNanoseconds = Number(now.ctimeNs % 1000000000n);
	return Number(now.size & 4294967295n) === file.size && Number(now.ino & 4294967295n) === file.inode && ctimeSeconds === file.ctimeSeconds && ctimeNanoseconds === file.ctimeNanoseconds && ctimeSeconds + ctimeNanoseconds / 1e9 < manifest.takenAt - RACY_SECONDS;
}
function parseIndex(bytes, oidBytes) {
	const version = bytes.readUInt32BE(4);
	if (bytes.toString("latin1", 0, 4) !== "DIRC" || version !== 2 && version !== 3) throw new Error(`an index of version ${version} was not asked for`);
	const files = /* @__PURE__ */ new Map();
	let at = 12;
	for (let left = bytes.readUInt32BE(8); left > 0; left -= 1) {
		const flagsAt = at + 40 + oidBytes;
		const pathAt = flagsAt + ((bytes.readUInt16BE(flagsAt) & 16384) !== 0 ? 4 : 2);
		const pathEnd = bytes.indexOf(0, pathAt);
		files.set(bytes.toString("latin1", pathAt, pathEnd), {
			ctimeSeconds: bytes.readUInt32BE(at),
			ctimeNanoseconds: bytes.readUInt32BE(at + 4),
			inode: bytes.readUInt32BE(at + 20),
			mode: bytes.readUInt32BE(at + 24).toString(8).padStart(6, "0"),
			size: bytes.readUInt32BE(at + 36),
			oid: bytes.toString("hex", at + 40, flagsAt)
		});
		at += pathEnd - at + 8 & -8;
	}
	return files;
}
var RACY_SECONDS;
var init_manifest = __esmMin((() => {
	init_promises$2();
	RACY_SECONDS = .02;
}));
// src/checkout/copy.ts
/** Copies the tree file by file, sharing blocks where the file system can, and looks at each whether it still is what it was. */
async function copyLower(lower, directory) {
	const files = /* @__PURE__ */ new Map();
	let takenAt = 0;
	for (const [parent, names] of lower.manifest.directories) {
		await setImmediate();
		if (parent !== "") mkdirSync(at(directory, parent));
		for (const name of names) {
			const path = parent === "" ? name : `${parent}/${name}`;
			const file = lower.manifest.files.get(path);
			if (file === void 0) continue;
			files.set(path, copyFile(lower, path, file, at(directory, path)));
		}
	}
	for (const { ctimeSeconds, ctimeNanoseconds } of files.values()) takenAt = Math.max(takenAt, ctimeSeconds + ctimeNanoseconds / 1e9);
	return {
		...lower.manifest,
		files,
		takenAt
	};
}
/** True where copies from below the one directory to below the other share their blocks. */
function canShareBlocks(from, to) {
	const name = `trial-${randomBytes(8).toString("hex")}`;
	try {
		writeFileSync(join$1(from, name), "trial", { flag: "wx" });
		copyFileSync(join$1(from, name), join$1(to, name), constants$2.COPYFILE_FICLONE_FORCE);
		return true;
	} catch {
		return false;
	} finally {
		rmSync(join$1(from, name), { force: true });
		rmSync(join$1(to, name), { force: true });
	}
}
function copyFile(lower, path, file, to) {
	const from = at(lower.directory, path);
	const stats = lstatSync(from, { bigint: true });
	if (file.mode === "160000") mkdirSync(to);
	else if (!isUntouched(lower.manifest, file, stats)) throw new LowerChanged(`${from.toString()} has changed since it was laid out`);
	else if (stats.isSymbolicLink()) symlinkSync(readlinkSync(from, "buffer"), to);
	else copyFileSync(from, to, constants$2.COPYFILE_FICLONE | constants$2.COPYFILE_EXCL);
	const { ctimeNs, ino, size } = lstatSync(to, { bigint: true });
	return {
		...file,
		ctimeSeconds: Number(ctimeNs / 1000000000n),
		ctimeNanoseconds: Number(ctimeNs % 1000000000n),
		inode: Number(ino & 4294967295n),
		size: Number(size & 4294967295n)
	};
}
/** Paths are byte strings (see `Manifest`). */
function at(directory, path) {
	return Buffer.concat([Buffer.from(`${directory}/`), Buffer.from(path, "latin1")]);
}
var LowerChanged;
var init_copy = __esmMin((() => {
	init__builtin_node_crypto();
	init__builtin_node_fs();
	init__builtin_node_path();
	init_promises();
	init_manifest();
	LowerChanged = class extends Error {
		name = "LowerChanged";
		code = "ECACHE";
	};
}));
// src/checkout/write-files.ts
/** Writes the files of a commit, as git checks them out. */
async function writeFiles(git, { gitDir, commit, directory, indexFile }) {
	await git.run([
		"read-tree",
		"--reset",
		"-u",
		commit
	], {
		gitDir,
		workTree: directory,
		cwd: directory,
		indexFile
	});
}
var init_write_files = __esmMin((() => {}));
// src/checkout/lower.ts
/**
* Opens the tree of a commit, and lays it out first where that is not done. A commit's id says what its files are, so every
* source that has the commit shares it. Agents never see this place: it is private and no sandbox shows it.
*/
async function openLower(git, lower) {
	const place = join$1(lower.cache, "trees");
	await mkdir(place, {
		recursive: true,
		mode: 448
	});
	const root = join$1(place, lower.commit);
	const lockFile = `${root}.lock`;
	for (;;) {
		const shared = await waitForFileLock(lockFile, "shared", LOCK_WAIT_MS);
		if (shared === null) throw new Error(`${lockFile} stayed locked`);
		using held = new DisposableStack();
		held.use(shared);
		if (await isComplete(root)) {
			const now = /* @__PURE__ */ new Date();
			await utimes(lockFile, now, now);
			const manifest = await readManifest(join$1(root, "index"), lower.format);
			const release = held.move();
			return {
				directory: join$1(root, "files"),
				manifest: {
					...manifest,
					takenAt: Number.POSITIVE_INFINITY
				},
				[Symbol.dispose]: () => release.dispose()
			};
		}
		held.dispose();
		using alone = await waitForFileLock(lockFile, "exclusive", LOCK_WAIT_MS);
		if (alone === null) throw new Error(`${lockFile} stayed locked`);
		if (!await isComplete(root)) await layOut(git, lower, root);
		await dropUnused(place, lower.commit);
	}
}
/** True where the tree of that commit could be opened without laying it out. */
async function hasLower(cache, commit) {
	return await isComplete(join$1(cache, "trees", commit));
}
/** Takes a tree away that turned out not to be what was laid out. Only when nobody uses it any more. */
async function dropLower(cache, commit) {
	await dropIfUnused(join$1(cache, "trees"), commit);
}
async function layOut(git, { gitDir, commit }, root) {
	await rm(root, {
		recursive: true,
		force: true
	});
	const directory = join$1(root, "files");
	await mkdir(directory, {
		recursive: true,
		mode: 493
	});
	await writeFiles(git, {
		gitDir,
		commit,
		directory,
		indexFile: join$1(root, "index")
	});
	const unnamed = join$1(root, "complete.new");
	await writeFile(unnamed, await readBootId());
	await rename(unnamed, join$1(root, "complete"));
}
/**
* The mark tells of the boot it was made in: nothing here is made durable, and after a power cut the mark may be there
* and the files not.
*/
async function isComplete(root) {
	const mark = await readFile$1(join$1(root, "complete"), "utf8").catch(() => null);
	return mark !== null && mark === await readBootId();
}
async function readBootId() {
	return await readFile$1("/proc/sys/kernel/random/boot_id", "utf8");
}
async function dropUnused(place, except) {
	const names = (await readdir(place)).filter((name) => /^[0-9a-f]{40,64}$/.test(name) && name !== except);
	const dated = await Promise.all(names.map(async (name) => {
		return {
			name,
			at: (await lstat(join$1(place, `${name}.lock`)).catch(() => null))?.mtimeMs ?? 0
		};
	}));
	for (const { name } of dated.sort((a, b) => b.at - a.at).slice(2)) await dropIfUnused(place, name);
}
async function dropIfUnused(place, commit) {
	const lockFile = join$1(place, `${commit}.lock`);
	makeLockFile$1(lockFile);
	using alone = tryFileLock(lockFile, "exclusive");
	if (alone === null) return;
	await rm(join$1(place, commit, "complete"), { force: true });
	await rm(join$1(place, commit), {
		recursive: true,
		force: true
	});
	await rm(lockFile, { force: true });
}
var LOCK_WAIT_MS;
var init_lower = __esmMin((() => {
	init_promises$2();
	init__builtin_node_path();
	init_file_lock();
	init_manifest();
	init_write_files();
	LOCK_WAIT_MS = 6e5;
}));
// src/checkout/overlay.ts
/** Mounts an overlay over a directory that nobody writes to; `null` where that does not work here. The caller unmounts what is at `root`. */
async function mountOverlay(root, lower, by) {
	const directory = join$1(root, "files");
	const upper = join$1(root, "upper");
	for (const path of [
		directory,
		upper,
		join$1(root, "work")
	]) await mkdir(path, {
		recursive: true,
		mode: 493
	});
	await symlink(lower, join$1(root, "lower"));
	for (const [program, ...args] of waysToMount(by)) try {
		await runSystem(program, args, root);
		return {
			directory,
			upper
		};
	} catch {
		await unmountAt(root);
	}
	for (const name of [
		"lower",
		"upper",
		"work",
		"files"
	]) await rm(join$1(root, name), { recursive: true });
	return null;
}
function waysToMount(by) {
	const kernel = [
		"mount",
		"-i",
		"-t",
		"overlay",
		"-o",
		`${LAYERS},${KERNEL_OPTIONS}`,
		"overlay",
		"files"
	];
	const fuse = [
		"fuse-overlayfs",
		"-o",
		`${LAYERS},noacl`,
		"files"
	];
	return [...process.geteuid?.() === 0 ? [kernel] : [], ...by === "any" ? [fuse] : []];
}
/** Tries it on an empty directory. */
async function canMountOverlay(root, by) {
	const trial = join$1(root, "trial");
	const lower = join$1(trial, "empty");
	await mkdir(lower, { recursive: true });
	try {
		return await mountOverlay(trial, lower, by) !== null;
	} finally {
		await unmountAt(trial);
		await rm(trial, { recursive: true });
	}
}
var KERNEL_OPTIONS, LAYERS;
var init_overlay = __esmMin((() => {
	init_promises$2();
	init__builtin_node_path();
	init_mounts$1();
	KERNEL_OPTIONS = "redirect_dir=nofollow,metacopy=off,index=off,xino=off,volatile,nosuid,nodev";
	LAYERS = "lowerdir=lower,upperdir=upper,workdir=work";
}));
// src/checkout/strategy.ts
/** The strategies to try, the best first. Throws `StrategyUnavailable`. */
function planStrategies(circumstances) {
	const { asked, plain, platform, hasCache, isLaidOut, files } = circumstances;
	if (asked === "clone" || asked === "borrow") {
		if (asked !== plain) throw new StrategyUnavailable(asked, `the source of the files allows ${plain}`);
		return [plain];
	}
	const why = platform !== "linux" ? "it needs Linux" : hasCache ? null : "it needs a cache directory";
	if (asked !== null) {
		if (why !== null) throw new StrategyUnavailable(asked, why);
		return [asked];
	}
	if (why !== null || !isLaidOut && files < FILES_WORTH_CACHING) return [plain];
	return [
		"overlay",
		"copy",
		plain
	];
}
var StrategyUnavailable, FILES_WORTH_CACHING;
var init_strategy = __esmMin((() => {
	StrategyUnavailable = class extends Error {
		name = "StrategyUnavailable";
		code = "ESTRATEGY";
		strategy;
		constructor(strategy, why) {
			super(`a checkout by ${strategy} is not possible: ${why}`);
			this.strategy = strategy;
		}
	};
	FILES_WORTH_CACHING = 2e3;
}));
// src/checkout/lay-files.ts
/** Lays the files of a commit by the best strategy that works here, or the one that was asked for by name. */
async function layFiles(git, laying) {
	const { asked, plain, cache } = laying;
	const isLaidOut = cache !== null && await hasLower(cache, laying.commit);
	const mayCache = asked === null && cache !== null && !isLaidOut;
	const strategies = planStrategies({
		asked,
		plain,
		platform: process.platform,
		hasCache: cache !== null,
		isLaidOut,
		files: mayCache ? await countFiles(git, laying) : 0
	});
	for (const strategy of strategies) {
		const laid = await STRATEGIES[strategy](git, laying);
		if (laid !== null) return {
			strategy,
			...laid
		};
	}
	throw new StrategyUnavailable(strategies[0] ?? plain, "this machine has no way to do it");
}
async function countFiles(git, { gitDir, commit }) {
	return (await git.run([
		"ls-tree",
		"-r",
		"-z",
		"--object-only",
		commit
	], { gitDir })).reduce((count, byte) => byte === 0 ? count + 1 : count, 0);
}
async function layByGit(git, { root, gitDir, commit, format }) {
	const directory = await makeFilesDirectory(root);
	const indexFile = join$1(gitDir, "index");
	await writeFiles(git, {
		gitDir,
		commit,
		directory,
		indexFile
	});
	return {
		directory,
		manifest: await readManifest(indexFile, format),
		upper: null,
		[Symbol.asyncDispose]: async () => {}
	};
}
async function layByOverlay(git, laying) {
	const { root, cache, commit, asked } = laying;
	if (cache === null) return null;
	const by = asked === "overlay" ? "any" : "kernel";
	if (!await hasLower(cache, commit) && !await canMountOverlay(root, by)) return null;
	await using made = new AsyncDisposableStack();
	const { directory: lower, manifest } = made.use(await openLower(git, lowerOf(laying, cache)));
	made.defer(() => unmountAt(root));
	const overlay = await mountOverlay(root, lower, by);
	if (overlay === null) return null;
	const cleanUp = made.move();
	return {
		...overlay,
		manifest,
		[Symbol.asyncDispose]: () => cleanUp.disposeAsync()
	};
}
async function layByCopy(git, laying) {
	const { root, cache, commit, asked } = laying;
	if (cache === null) return null;
	if (asked === null && !canShareBlocks(cache, root)) return null;
	const directory = await makeFilesDirectory(root);
	return {
		directory,
		manifest: await copyFrom(git, laying, cache, directory).catch(async (error) => {
			if (!(error instanceof LowerChanged)) throw error;
			await dropLower(cache, commit);
			await rm(directory, { recursive: true });
			return await copyFrom(git, laying, cache, await makeFilesDirectory(root));
		}),
		upper: null,
		[Symbol.asyncDispose]: async () => {}
	};
}
async function copyFrom(git, laying, cache, directory) {
	using lower = await openLower(git, lowerOf(laying, cache));
	return await copyLower(lower, directory);
}
function lowerOf({ gitDir, commit, format }, cache) {
	return {
		gitDir,
		commit,
		format,
		cache
	};
}
async function makeFilesDirectory(root) {
	const directory = join$1(root, "files");
	await mkdir(directory, { mode: 493 });
	return directory;
}
var STRATEGIES;
var init_lay_files = __esmMin((() => {
	init_promises$2();
	init__builtin_node_path();
	init_copy();
	init_lower();
	init_manifest();
	init_mounts$1();
	init_overlay();
	init_strategy();
	init_write_files();
	STRATEGIES = {
		clone: layByGit,
		borrow: layByGit,
		overlay: layByOverlay,
		copy: layByCopy
	};
}));
// src/checkout/checkout.ts
/**
* Checks a commit out into a fresh directory below `parent`, which must exist, after sweeping from there what killed
* runs have left. Nothing of it is left after disposal but what the cache keeps.
*/
async function openCheckout(git, source, parent, means = {}) {
	await using made = new AsyncDisposableStack();
	const { directory: root } = made.use(await openScratch(parent));
	const cache = means.cache === void 0 ? null : await openCache(means.cache);
	const opened = await openSource(git, source, root, cache);
	const { gitDir, format, commit: base } = opened;
	await setHead(git, gitDir, base);
	const { directory, manifest, strategy, upper } = made.use(await layFiles(git, {
		...opened,
		root,
		cache,
		plain: source.kind === "remote" ? "clone" : "borrow",
		asked: means.strategy ?? null
	}));
	const cleanUp = made.move();
	return {
		directory,
		gitDir,
		format,
		base,
		manifest,
		strategy,
		upper,
		[Symbol.asyncDispose]: () => cleanUp.disposeAsync()
	};
}
/** Writes the files of a commit. The tree is new and no agent has run yet, so git may work in it this once. */
async function checkOut(git, gitDir, commit, directory) {
	const indexFile = join$1(gitDir, "index");
	await setHead(git, gitDir, commit);
	await writeFiles(git, {
		gitDir,
		commit,
		directory,
		indexFile
	});
	return indexFile;
}
/** Fails where the repository does not have the commit, whatever a cache may have. */
async function setHead(git, gitDir, commit) {
	await git.run([
		"update-ref",
		"--no-deref",
		"HEAD",
		commit
	], { gitDir });
}
var init_checkout = __esmMin((() => {
	init__builtin_node_path();
	init_cache();
	init_lay_files();
	init_scratch();
	init_source();
	init_write_files();
}));
// src/verification/verify.ts
/**
* Runs the repository's own checks on a fresh checkout of a sealed commit, never in what an agent has left.
* Whatever the commands change is thrown away with that checkout.
*/
async function verify(git, gitDir, commit, checks, sandbox, saw) {
	const directory = join$1(dirname(gitDir), `verify-${randomBytes(8).toString("hex")}`);
	await using cleanUp = new AsyncDisposableStack();
	cleanUp.defer(() => removeTree(directory));
	await mkdir(directory);
	await checkOut(git, gitDir, commit, directory);
	const rows = [];
	for (const command of [...checks.setup, ...checks.verify]) {
		saw(command);
		const startedAt = performance.now();
		const exit = await sandbox.run({
			argv: [
				"/bin/sh",
				"-c",
				command
			],
			cwd: directory,
			env: checks.env,
			hosts: checks.hosts,
			limits: {
				wallMs: checks.wallMs,
				outputBytes: OUTPUT_BYTES$1
			},
			...checks.signal === void 0 ? {} : { signal: checks.signal }
		});
		const exitCode = exit.kind === "exited" ? exit.exitCode : null;
		rows.push({
			command,
			exitCode,
			durationMs: Math.round(performance.now() - startedAt)
		});
		if (exit.kind === "cancelled") return {
			kind: "cancelled",
			rows
		};
		if (exitCode !== 0) return {
			kind: "failed",
			rows,
			command,
			output: outputOf(exit),
			why: describe(command, exit, checks)
		};
	}
	return {
		kind: "passed",
		rows
	};
}
function outputOf(exit) {
	if (exit.kind === "not-found") return "";
	return `${exit.stdout.text}${exit.stderr.text}`.slice(-8192);
}
function describe(command, exit, { wallMs }) {
	switch (exit.kind) {
		case "exited": return `\`${command}\` ended with exit code ${exit.exitCode}.`;
		case "timed-out": return `\`${command}\` ran longer than ${wallMs / 1e3} seconds.`;
		case "flooded": return `\`${command}\` printed more than ${OUTPUT_BYTES$1} bytes.`;
		case "killed": return `\`${command}\` was ended by ${exit.signal}.`;
		case "cancelled":
		case "not-found": return `\`${command}\` did not run.`;
	}
}
var OUTPUT_BYTES$1;
var init_verify = __esmMin((() => {
	init_promises$2();
	init__builtin_node_crypto();
	init__builtin_node_path();
	init_checkout();
	init_remove_tree();
	OUTPUT_BYTES$1 = 67108864;
}));
// src/writer/errors.ts
/** The `code` of one of Node's system errors or of ours. */
function codeOf(error) {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
}
/** A path is not as the change set expects it. */
function conflict(code, message, remedy, cause) {
	return new TargetRefusal("conflict", code, message, remedy, cause === void 0 ? {} : { cause });
}
function differs(path, found) {
	return conflict("ECONFLICT", `${path}: ${found}`, "Put the path back to what the change set was made against, or make the change again on top of it.");
}
function isLink(path) {
	return conflict("ESYMLINK", `${path} is a symbolic link, and nothing is written through one`, "Replace the link by a file or a directory.");
}
function isHardLinked(path) {
	return conflict("EHARDLINK", `${path} has further names, which a write would cut off or change`, "Give the file one name only, for example by copying it over itself.");
}
function outside(path, why) {
	return conflict("EOUTSIDE", `${JSON.stringify(path)} ${why}`, "Make the change set without this path.");
}
function otherDevice(path) {
	return conflict("EXDEV", `${path} lies on another file system than the rest of the target`, "Unmount it, or make the change there by itself: a rename cannot cross file systems.");
}
/**
* Runs what has to be cleaned up after `error` and gives the error to throw: `error` stays the one that is told, a failure of the
* cleanup is added to it as `cleanup`. Only that a target is in between comes first, with both as its cause.
*/
function attach(error, cleanup) {
	try {
		cleanup();
		return error;
	} catch (second) {
		return joined$1(error, second);
	}
}
async function attachAsync(error, cleanup) {
	try {
		await cleanup();
		return error;
	} catch (second) {
		return joined$1(error, second);
	}
}
function joined$1(error, second) {
	if (second instanceof RecoveryFailed) {
		const { message, kept, remedy, cause } = second;
		return new RecoveryFailed(message, kept, remedy, new AggregateError([error, cause ?? second]));
	}
	if (error instanceof Error && !("cleanup" in error)) Object.assign(error, { cleanup: second });
	return error;
}
var NoSpace, RecoveryFailed, OutOfOrder;
var init_errors = __esmMin((() => {
	init_participant();
	NoSpace = class extends Error {
		name = "NoSpace";
		code = "ENOSPC";
		needed;
		free;
		constructor(unit, needed, free) {
			super(`the change set needs ${needed} ${unit}, the target has ${free} free`);
			this.needed = needed;
			this.free = free;
		}
	};
	RecoveryFailed = class extends Error {
		name = "RecoveryFailed";
		code = "ERECOVERY";
		kept;
		remedy;
		constructor(message, kept, remedy, cause) {
			super(message, cause === void 0 ? {} : { cause });
			this.kept = kept;
			this.remedy = remedy;
		}
	};
	OutOfOrder = class extends Error {
		name = "OutOfOrder";
		code = "EORDER";
	};
}));
// src/git/commit-changes.ts
/** What a commit with one parent changed, as git tells it (`git diff-tree`, raw format of git-diff(1)). */
async function readCommitChanges(git, place, commit) {
	const output = await git.run([
		"diff-tree",
		"-r",
		"-z",
		"--raw",
		"--no-renames",
		"--no-abbrev",
		"--always",
		"--pretty=tformat:%T",
		commit
	], place);
	const headerEnd = output.indexOf(0);
	const rows = output.toString("utf8", headerEnd + 1).replace(/^\n/, "").split("\0");
	const entries = [];
	for (let index = 0; index + 1 < rows.length; index += 2) entries.push(parseRow(rows[index] ?? "", rows[index + 1] ?? ""));
	return {
		tree: output.toString("latin1", 0, headerEnd),
		entries: entries.sort((a, b) => comparePaths(a.path, b.path))
	};
}
function parseRow(row, path) {
	const [beforeMode = "", mode = "", before = "", after = "", status = ""] = row.slice(1).split(" ");
	switch (status) {
		case "A": return {
			path,
			change: "add",
			mode: parseMode(mode),
			after
		};
		case "D": return {
			path,
			change: "delete",
			beforeMode: parseMode(beforeMode),
			before
		};
		default: return {
			path,
			change: "modify",
			mode: parseMode(mode),
			beforeMode: parseMode(beforeMode),
			before,
			after
		};
	}
}
function parseMode(mode) {
	if (mode === "100644" || mode === "100755" || mode === "120000" || mode === "160000") return mode;
	throw new TypeError(`git named a file mode ${mode}`);
}
var init_commit_changes = __esmMin((() => {
	init_seal();
}));
// src/writer/git-commit.ts
/**
* Builds the commit of a change set from its very bytes in one `git fast-import`: no index, no work tree, no filter.
* Nothing outside of `place.gitDir`, a repository of our own, refers to the commit afterwards; with `place.objectDir`
* the objects go to another store, and only objects.
*
* fast-import writes whatever path it is given; so the guards come before, and what git made is compared after.
*/
async function buildCommit(git, place, changeSet, details) {
	const { base, digest } = changeSet;
	if (base === null) throw new TypeError("a change set without a base makes no commit");
	const commit = (await git.run([
		"fast-import",
		"--quiet",
		"--date-format=raw"
	], {
		...place,
		config: {
			"core.fsync": place.objectDir === void 0 ? "none" : "all",
			"fastimport.unpackLimit": "0"
		},
		input: streamOf(changeSet, details, base)
	})).toString("latin1").trim();
	const { tree, entries } = await readCommitChanges(git, place, commit);
	const made = digestOf(base, entries);
	if (made !== digest) throw new BuildMismatch(`git built ${made} where ${digest} was asked for`);
	return {
		commit,
		tree
	};
}
/** The stream of git-fast-import(1). A stream that breaks off moves nothing, since `feature done` asks for its end. */
function* streamOf(changeSet, details, base) {
	const { message, author, committer, time } = details;
	yield "feature done\nfeature get-mark\n";
	yield `commit refs/wholly/staging-${randomBytes(8).toString("hex")}\nmark :1\n`;
	yield `author ${signature(author)} ${time} +0000\ncommitter ${signature(committer)} ${time} +0000\n`;
	yield `data ${Buffer.byteLength(message)}\n${message}\nfrom ${base}\n`;
	for (const { change, path } of changeSet.changes) if (change === "delete") yield `D ${quote$3(path)}\n`;
	for (const change of changeSet.changes) yield* writeOf(change);
	yield "\nget-mark :1\ndone\n";
}
function* writeOf(change) {
	if (change.change === "delete") return;
	yield `M ${change.mode} inline ${quote$3(change.path)}\ndata ${change.content.byteLength}\n`;
	if (change.content.byteLength > 0) yield change.content;
	yield "\n";
}
/** Git takes no angle bracket, line end or NUL within a name or an address. */
function signature({ name, email }) {
	return `${clean(name)} <${clean(email)}>`;
}
function clean(text) {
	return text.replaceAll(/[<>\p{Cc}]/gu, "").trim();
}
var BuildMismatch;
var init_git_commit = __esmMin((() => {
	init__builtin_node_crypto();
	init_seal();
	init_commit_changes();
	init_quote();
	BuildMismatch = class extends Error {
		name = "BuildMismatch";
		code = "EMISMATCH";
	};
}));
// src/writer/sign-commit.ts
/**
* The same commit with a signature over its bytes, checked on what the object store gives back.
* `require` throws `SigningFailure` rather than go on unsigned.
*/
async function signCommit(git, place, built, { policy, signer }) {
	if (policy === "off" || policy === "prefer" && signer === null) return {
		built,
		warning: null
	};
	if (signer === null) throw new SigningFailure("a signature is required and no key is configured");
	try {
		return {
			built: await signWith(git, place, built, signer),
			warning: null
		};
	} catch (error) {
		if (policy === "require" || !(error instanceof SigningFailure)) throw error;
		return {
			built,
			warning: `The commit is not signed: ${error.message}.`
		};
	}
}
async function signWith(git, place, { commit, tree }, signer) {
	const payload = await readCommit(git, place, commit);
	const signed = withSignature(payload, await signer.sign(payload), headerOf(commit));
	const signedCommit = (await git.run([
		"hash-object",
		"-t",
		"commit",
		"-w",
		"--stdin"
	], {
		...place,
		config: { "core.fsync": "all" },
		input: signed
	})).toString("latin1").trim();
	const found = splitSignature(await readCommit(git, place, signedCommit), headerOf(commit));
	if (found === null || !found.payload.equals(payload) || !await signer.holds(found.payload, found.signature)) throw new SigningFailure("the signature does not hold when it is read back");
	return {
		commit: signedCommit,
		tree
	};
}
async function readCommit(git, place, commit) {
	await using objects = openObjects(git, place);
	const object = await objects.read(commit);
	if (object === null) throw new SigningFailure(`${commit} cannot be read back`);
	return object.content;
}
/** SHA-256 repositories sign under a header of their own (gitformat-signature(5)). */
function headerOf(commit) {
	return objectFormatOf(commit) === "sha256" ? "gpgsig-sha256" : "gpgsig";
}
/** As the last header, each further line indented by one space (gitformat-signature(5)). */
function withSignature(payload, signature, header) {
	const end = payload.indexOf("\n\n") + 1;
	const lines = `${header} ${signature.trimEnd().replaceAll("\n", "\n ")}\n`;
	return Buffer.concat([
		payload.subarray(0, end),
		Buffer.from(lines),
		payload.subarray(end)
	]);
}
function splitSignature(commit, header) {
	const text = commit.toString("latin1");
	const found = new RegExp(`^${header} (.*\\n(?: .*\\n)*)`, "m").exec(text.slice(0, text.indexOf("\n\n") + 1));
	if (found === null) return null;
	const payload = text.slice(0, found.index) + text.slice(found.index + found[0].length);
	return {
		payload: Buffer.from(payload, "latin1"),
		signature: (found[1] ?? "").replaceAll("\n ", "\n")
	};
}
var init_sign_commit = __esmMin((() => {
	init_blob();
	init_objects();
	init_signer();
}));
// src/land.ts
/** The second half of the story: guards -> verification -> commit. Before this, the set was sealed and kept. */
async function land$1(landing, tools, record) {
	const { changeSet, delivery, gitDir } = landing;
	const file = await tools.store.keep(changeSet);
	record.note({ changeSet: {
		digest: changeSet.digest,
		base: changeSet.base,
		file,
		changes: changeSet.changes.map(entryOf)
	} });
	const judged = await record.phase("guards", async () => judge$1(subjectOf$1(landing), landing.policy));
	record.note({ guards: judged.rows });
	if (judged.verdict === "refuse") return refusedBy(judged.rows);
	const built = await record.phase("commit", () => build(landing, tools, record));
	if (landing.checks.verify.length > 0 && built !== null && gitDir !== null) {
		const sandbox = await tools.openSandbox();
		const checked = await record.phase("verification", () => verify(tools.git, gitDir, built.commit, landing.checks, sandbox, (line) => record.saw(line)));
		record.note({ verification: checked.rows });
		if (checked.kind === "cancelled") return CANCELLED;
		if (checked.kind === "failed") return {
			conclusion: "verification-failed",
			code: "EVERIFY",
			reason: checked.why,
			remedy: "Mend what the command says, then ask again."
		};
	}
	if (landing.checks.signal?.aborted === true) return CANCELLED;
	const sealed = {
		changeSet,
		file,
		gitDir,
		built,
		report: record.report
	};
	const moved = await delivery.recheck();
	if (moved !== null) return endingOfError(moved);
	const outcome = await record.phase("publish", async () => commitAll(await delivery.participants(sealed)));
	record.note({ participants: outcome.participants });
	if (outcome.kind === "failed") return endingOfFailure(outcome, record);
	const { kind, facts } = await delivery.landed(sealed);
	record.note(facts);
	if (kind === "landed") return COMMITTED;
	return {
		...NO_CHANGES,
		reason: "The change set is already there."
	};
}
/** `null` where the target takes no commit. */
async function build({ changeSet, delivery, gitDir, signing }, { git, signer }, record) {
	const details = delivery.describe(changeSet);
	if (details === null || gitDir === null) return null;
	const place = {
		gitDir,
		...delivery.objectDir !== void 0 && { objectDir: delivery.objectDir }
	};
	const { built, warning } = await signCommit(git, place, await buildCommit(git, place, changeSet, details), {
		policy: signing,
		signer
	});
	if (warning !== null) record.warn(warning);
	return built;
}
function subjectOf$1({ changeSet, base, attributes, uncarried }) {
	return {
		changeSet,
		base: { entries: (directory) => base?.get(directory) ?? /* @__PURE__ */ new Map() },
		attributes: (path) => {
			const filter = attributes.get(path)?.filter;
			return filter === void 0 || filter === "unset" ? {} : { filter };
		},
		special: uncarried
	};
}
function refusedBy(rows) {
	const findings = rows.filter(({ verdict }) => verdict === "refuse");
	const [first] = findings;
	const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : "";
	return {
		conclusion: "refused",
		code: "EGUARD",
		reason: `${first?.guard ?? "A guard"}: ${first?.path === void 0 ? "" : `${first.path}: `}${first?.message ?? ""}${more}`,
		remedy: "Ask for a change that leaves these paths alone."
	};
}
function endingOfFailure(outcome, record) {
	const { name, cause, during, rolledBack } = outcome;
	const rollbackFailed = [...cause instanceof RecoveryFailed ? [{
		name,
		error: cause
	}] : [], ...outcome.rollbackFailed];
	record.note({
		rolledBack,
		rollbackFailed: rollbackFailed.map(rollbackRow)
	});
	const said = endingOfError(cause);
	if (rollbackFailed.length > 0) {
		const names = rollbackFailed.map(({ name }) => name).join(", ");
		return {
			...said,
			conclusion: "rollback-failed",
			remedy: `Look at ${names}: it could not be taken back.`
		};
	}
	if (cause instanceof TargetRefusal) return said;
	return during === "prepare" ? said : {
		...said,
		conclusion: "rolled-back"
	};
}
function rollbackRow({ name, error }) {
	const kept = error instanceof RecoveryFailed ? error.kept.map(({ file }) => file).join(", ") : null;
	return {
		name,
		error: error instanceof Error ? error.message : String(error),
		kept
	};
}
var init_land$1 = __esmMin((() => {
	init_change();
	init_commit_all();
	init_participant();
	init_judge();
	init_verify();
	init_errors();
	init_git_commit();
	init_sign_commit();
}));
// src/report/record.ts
function openRecord(runId, progress) {
	let report = emptyReport(runId);
	function note(facts) {
		report = {
			...report,
			...facts
		};
		progress.noted(report);
	}
	return {
		get report() {
			return report;
		},
		note,
		warn(warning) {
			note({ warnings: [...report.warnings, warning] });
		},
		async phase(name, work) {
			progress.began(name);
			const startedAt = performance.now();
			try {
				return await work();
			} finally {
				note({ phases: [...report.phases, {
					name,
					durationMs: Math.round(performance.now() - startedAt)
				}] });
			}
		},
		saw: (line) => progress.saw(line),
		end({ conclusion, code, reason: said, remedy }) {
			const reason = said === null ? null : sentence(said);
			const preserved = LOST_WITHOUT.has(conclusion) ? preservedOf(report, reason ?? conclusion, remedy) : null;
			note({
				conclusion,
				code,
				reason,
				remedy: remedy ?? null,
				preserved
			});
			return report;
		}
	};
}
/** Tells a story to its end, also where it throws. */
async function tell(record, story) {
	try {
		return record.end(await story());
	} catch (error) {
		return record.end(endingOfError(error));
	}
}
function preservedOf({ changeSet }, reason, remedy) {
	if (changeSet === null || changeSet.file === null || changeSet.changes.length === 0) return null;
	const { file, digest } = changeSet;
	return {
		file,
		digest,
		reason,
		remedy: remedy ?? `Apply it with: wholly apply ${file}`
	};
}
var LOST_WITHOUT;
var init_record = __esmMin((() => {
	init_ending();
	LOST_WITHOUT = /* @__PURE__ */ new Set([
		"error",
		"refused",
		"denied",
		"agent-failed",
		"verification-failed",
		"rolled-back",
		"rollback-failed",
		"cancelled"
	]);
}));
// src/publish.ts
/** A set that was sealed before goes the same way as a new one, only without an agent. */
async function publish(changeSet, tools, record) {
	return await tell(record, async () => {
		if (changeSet.changes.length === 0) return {
			...NO_CHANGES,
			reason: "The change set is empty."
		};
		const { source, git, scratch, needsBase } = tools;
		await using base = source === null || changeSet.base === null ? null : await openBase(git, source, changeSet, scratch, directoriesToRead(changeSet));
		if (base === null && needsBase) return {
			conclusion: "refused",
			code: "ENOBASE",
			reason: `The repository has no commit ${changeSet.base}.`,
			remedy: "Fetch that commit, or make the change again on what is there."
		};
		const entry = base?.trees.get(".github")?.get("bot.yml");
		const settings = tools.settle(base === null || entry === void 0 ? null : await readText(base.objects, entry.oid));
		const delivery = await tools.deliver(settings);
		if (delivery === null) return {
			...NO_CHANGES,
			reason: "The change set is already there."
		};
		return await land$1({
			changeSet,
			uncarried: [],
			attributes: base?.attributes ?? /* @__PURE__ */ new Map(),
			base: base?.trees ?? null,
			gitDir: base?.gitDir ?? null,
			policy: settings.policy,
			checks: settings.checks,
			signing: settings.signing,
			delivery
		}, tools, record);
	});
}
var init_publish = __esmMin((() => {
	init_base$1();
	init_objects();
	init_base_tree();
	init_land$1();
	init_ending();
	init_record();
}));
// src/host/file.ts
/** The text of one file as a branch has it; `null` where there is no such file. */
async function readFileOf(api, repository, path, branch) {
	try {
		const { data } = await api.request("GET /repos/{owner}/{repo}/contents/{+path}", {
			owner: repository.owner,
			repo: repository.name,
			path,
			ref: `refs/heads/${branch}`
		});
		return Buffer.from(fileShape.parse(data).content, "base64").toString("utf8");
	} catch (error) {
		if (statusOf(error) === 404) return null;
		throw error;
	}
}
var fileShape;
var init_file = __esmMin((() => {
	init_zod();
	init_api();
	fileShape = object({
		type: literal("file"),
		encoding: literal("base64"),
		content: string()
	});
}));
// src/host/pull-request.ts
async function readPullRequest(api, repository, number) {
	const { data } = await api.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
		owner: repository.owner,
		repo: repository.name,
		pull_number: number
	});
	return pullRequestShape.parse(data);
}
/** One pull request, created once: an open one of the same head is updated instead, and a lost answer is looked up. */
function openPullRequest(api, plan) {
	const { owner, name } = plan.repository;
	const repository = {
		owner,
		repo: name
	};
	let published = null;
	async function create() {
		try {
			const { data } = await api.request("POST /repos/{owner}/{repo}/pulls", {
				...repository,
				head: plan.head,
				base: plan.base,
				title: plan.title,
				body: plan.body,
				draft: plan.draft
			});
			return {
				pullRequest: pullRequestShape.parse(data),
				operation: "created"
			};
		} catch (error) {
			const existing = isFault(error) || statusOf(error) === 422 ? await find() : null;
			if (existing === null) throw denialOf(error, "the pull request") ?? error;
			if (isFault(error)) return {
				pullRequest: existing,
				operation: "created"
			};
			return {
				pullRequest: await update(existing.number),
				operation: "updated"
			};
		}
	}
	async function find() {
		const { data } = await api.request("GET /repos/{owner}/{repo}/pulls", {
			...repository,
			head: `${owner}:${plan.head}`,
			base: plan.base,
			state: "open"
		});
		return array(pullRequestShape).parse(data).find(({ head }) => head.ref === plan.head) ?? null;
	}
	async function update(number) {
		const { data } = await api.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
			...repository,
			pull_number: number,
			title: plan.title,
			body: plan.body
		});
		return pullRequestShape.parse(data);
	}
	async function close(number) {
		await api.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
			...repository,
			pull_number: number,
			state: "closed"
		});
	}
	return {
		name: `pull request ${plan.head} -> ${plan.base}`,
		undoable: true,
		get published() {
			return published;
		},
		async prepare() {},
		async commit() {
			const { pullRequest, operation } = await create();
			if (pullRequest.head.sha !== plan.commit) {
				if (operation === "created") await close(pullRequest.number);
				throw new HeadMismatch(`the host says ${pullRequest.head.sha}, pushed was ${plan.commit}`);
			}
			published = {
				number: pullRequest.number,
				url: pullRequest.html_url,
				operation
			};
		},
		async rollback() {
			if (published?.operation === "created") await close(published.number);
		}
	};
}
var HeadMismatch, pullRequestShape;
var init_pull_request$1 = __esmMin((() => {
	init_zod();
	init_api();
	init_denial();
	HeadMismatch = class extends Error {
		name = "HeadMismatch";
		code = "EMISMATCH";
	};
	pullRequestShape = object({
		number: number().int().positive(),
		html_url: string(),
		state: string(),
		base: object({ ref: string() }),
		head: object({
			sha: string(),
			ref: string(),
			/** `null` where the fork is gone. */
			repo: object({ id: number().int() }).nullish()
		})
	});
}));
// src/trigger/branch-name.ts
/** Throws `MalformedBranchName` where `isBranchName` says no. */
function parseBranchName(text) {
	if (!isBranchName(text)) throw new MalformedBranchName(text);
	return text;
}
/**
* The rules of `git check-ref-format --branch`, and: no more than 250 bytes (a ref is a file, beside it stands a
* `.lock`; file names end at 255), no control characters at all, not `HEAD`, and nothing that reads as an object id, which GitHub refuses as well.
*/
function isBranchName(text) {
	return text !== "" && text.isWellFormed() && Buffer.byteLength(text) <= 250 && !/[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|[/.]$/u.test(text) && text.split("/").every((part) => !part.startsWith(".") && !part.endsWith(".lock")) && text !== "@" && text !== "HEAD" && !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text);
}
var MalformedBranchName;
var init_branch_name = __esmMin((() => {
	MalformedBranchName = class extends Error {
		name = "MalformedBranchName";
		code = "EBRANCH";
		text;
		constructor(text) {
			super(`${JSON.stringify(text.slice(0, 100))} cannot be the name of a branch`);
			this.text = text;
		}
	};
}));
// src/request/ground.ts
/** Throws a `TargetRefusal` for a pull request that is closed or comes from another repository. */
async function findGround(trigger, { git, api, remote, baseBranch, workspace }) {
	const { target, repository } = trigger;
	if (workspace !== null) {
		const commit = await readCommit$1(git, workspace, "HEAD", workspace.workTree ?? void 0);
		return {
			source: {
				kind: "local",
				objectDir: workspace.objectDir,
				commit
			},
			branch: "",
			revised: null
		};
	}
	if (target?.kind !== "pull-request") {
		const branch = baseBranch === null ? repository.defaultBranch : parseBranchName(baseBranch);
		return {
			source: {
				kind: "remote",
				remote,
				ref: branch
			},
			branch,
			revised: null
		};
	}
	const { number, html_url: url, state, head, base } = await readPullRequest(api, repository, target.number);
	if (state !== "open") throw new TargetRefusal("conflict", "ECLOSED", `pull request #${number} is closed`, "Open it again, then ask again.");
	if (head.repo?.id !== repository.id) throw new TargetRefusal("conflict", "EFORK", `pull request #${number} comes from another repository`, "Ask on a pull request whose branch is in this repository.");
	const branch = parseBranchName(head.ref);
	return {
		source: {
			kind: "remote",
			remote,
			ref: branch,
			commit: head.sha
		},
		branch,
		configuration: await readFileOf(api, repository, ".github/bot.yml", base.ref),
		revised: {
			number,
			url
		}
	};
}
var init_ground = __esmMin((() => {
	init_participant();
	init_local_repository();
	init_file();
	init_pull_request$1();
	init_branch_name();
}));
// src/delivery/dry-run.ts
/** Nothing is written but the sealed file and, beside it, a patch for people. */
function toNothing(git, store, describe) {
	return {
		describe,
		async recheck() {
			return null;
		},
		async participants() {
			return [];
		},
		async landed({ changeSet, gitDir, built }) {
			if (gitDir === null || built === null) return {
				kind: "landed",
				facts: {}
			};
			const patch = await git.run([
				"diff-tree",
				"-p",
				"--binary",
				"--full-index",
				"--no-renames",
				`${built.commit}^`,
				built.commit
			], { gitDir });
			const file = await store.keepBeside(changeSet, "patch", patch);
			return {
				kind: "landed",
				facts: {
					tree: built.tree,
					patch: file
				}
			};
		}
	};
}
var init_dry_run = __esmMin((() => {}));
// src/host/decorate.ts
/**
* Labels, reviewers and assignees of a pull request that stands. None of them is worth losing it: each that fails is
* answered as a warning, one sentence.
*/
async function decorate(api, repository, number, decoration) {
	const place = {
		owner: repository.owner,
		repo: repository.name
	};
	const { labels, reviewers, teamReviewers, assignees } = decoration;
	const writes = [
		{
			what: `labels ${labels.join(", ")}`,
			wanted: labels.length > 0,
			route: "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
			parameters: {
				issue_number: number,
				labels
			}
		},
		{
			what: `reviewers ${[...reviewers, ...teamReviewers].join(", ")}`,
			wanted: reviewers.length + teamReviewers.length > 0,
			route: "POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
			parameters: {
				pull_number: number,
				reviewers,
				team_reviewers: teamReviewers
			}
		},
		{
			what: `assignees ${assignees.join(", ")}`,
			wanted: assignees.length > 0,
			route: "POST /repos/{owner}/{repo}/issues/{issue_number}/assignees",
			parameters: {
				issue_number: number,
				assignees
			}
		}
	];
	const warnings = [];
	for (const { what, wanted, route, parameters } of writes) {
		if (!wanted) continue;
		try {
			await api.request(route, {
				...place,
				...parameters
			});
		} catch (error) {
			warnings.push(`The ${what} could not be set: ${error instanceof Error ? error.message : "no answer"}.`);
		}
	}
	return warnings;
}
var init_decorate = __esmMin((() => {}));
// src/host/remote-branch.ts
/** One branch on the host, moved by one push with a lease. */
function openRemoteBranch(git, target) {
	const { remote, gitDir, branch, commit, isOwn } = target;
	const ref = `refs/heads/${branch}`;
	let before = target.expected;
	/** True where the ref is at `to` in the end, false where somebody else moved it. Looks when the answer was lost. */
	async function swap(from, to) {
		const answer = await pushRef(git, gitDir, remote, {
			ref,
			commit: to,
			expected: from
		});
		const result = readPush(answer, ref);
		if (result.kind === "pushed") return true;
		if (result.kind === "denied") throw result.refusal;
		const now = await readRemoteRef(git, remote, ref);
		if (now === to) return true;
		if (now !== from || result.kind === "moved") return false;
		throw new GitFailure("push", answer);
	}
	async function readCommit(oid) {
		await fetchCommit(git, gitDir, remote, oid);
		await using objects = openObjects(git, { gitDir });
		return (await objects.read(oid))?.content.toString("utf8") ?? "";
	}
	return {
		name: `remote branch ${branch}`,
		undoable: true,
		async prepare() {},
		async commit() {
			if (await swap(before, commit)) return;
			const found = isOwn === null ? null : await readRemoteRef(git, remote, ref);
			if (found !== null && isOwn?.(await readCommit(found)) === true) {
				before = found;
				if (await swap(before, commit)) return;
			}
			throw new TargetRefusal("conflict", "EMOVED", `${branch} moved on the host while the run worked`, "Comment `retry` to make the change on the new head.");
		},
		async rollback() {
			if (await swap(commit, before)) return;
			throw new TargetRefusal("conflict", "EMOVED", `${branch} was moved by somebody else`, "Look at the branch.");
		}
	};
}
var init_remote_branch = __esmMin((() => {
	init_participant();
	init_git();
	init_objects();
	init_remote();
	init_denial();
}));
// src/delivery/host.ts
/** A branch on the host and, where one is wanted, its pull request: both or none. */
function toHost(git, delivery) {
	const { api, remote, repository, branch, expected, isOwn, revised, pullRequest } = delivery;
	let opened = null;
	return {
		describe: delivery.describe,
		recheck: () => delivery.recheck(),
		async participants({ built, gitDir, report }) {
			if (built === null || gitDir === null) throw new TypeError("a branch needs a commit");
			const pushed = openRemoteBranch(git, {
				remote,
				gitDir,
				branch,
				commit: built.commit,
				expected,
				isOwn
			});
			if (pullRequest === null) return [pushed];
			opened = openPullRequest(api, {
				repository,
				head: branch,
				base: pullRequest.base,
				title: pullRequest.title,
				body: pullRequest.renderBody(report),
				draft: pullRequest.draft || report.guards.some(({ verdict }) => verdict === "review"),
				commit: built.commit
			});
			return [pushed, opened];
		},
		async landed({ built, report }) {
			const published = opened?.published ?? null;
			const warnings = published === null || pullRequest === null ? [] : await decorate(api, repository, published.number, pullRequest.decoration);
			if (pullRequest === null) warnings.push(...await readBack(git, remote, branch, built?.commit ?? null));
			return {
				kind: "landed",
				facts: {
					branch,
					commit: built?.commit ?? null,
					tree: built?.tree ?? null,
					pullRequest: published ?? (revised === null ? null : {
						...revised,
						operation: "updated"
					}),
					warnings: [...report.warnings, ...warnings]
				}
			};
		}
	};
}
/** The push was answered with success, so another commit means that somebody else came after it. */
async function readBack(git, remote, branch, commit) {
	const now = await readRemoteRef(git, remote, `refs/heads/${branch}`);
	return now === commit ? [] : [`${branch} was moved by somebody else right after; it is at ${now ?? "nothing"} now.`];
}
var init_host = __esmMin((() => {
	init_remote();
	init_decorate();
	init_pull_request$1();
	init_remote_branch();
}));
// \0builtin:node:sqlite
var builtin$3, take$3, DatabaseSync;
var init__builtin_node_sqlite = __esmMin((() => {
	builtin$3 = process.getBuiltinModule("node:sqlite");
	take$3 = (key) => builtin$3[key];
	DatabaseSync = /* @__PURE__ */ take$3("DatabaseSync");
}));
// src/writer/files.ts
/**
* SQLite's lock (`fcntl` on POSIX, `LockFileEx` on Windows) is the one lock in plain Node that the operating system takes
* back when its holder dies, that no child inherits and that no path of ours can steal. Nothing is ever written to the file.
*/
function tryLock(path) {
	const database = new DatabaseSync(path);
	try {
		database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
	} catch (error) {
		database.close();
		if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return void 0;
		throw error;
	}
	return { [Symbol.dispose]: () => {
		if (database.isOpen) database.close();
	} };
}
var constants, O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW, O_DIRECTORY, O_NONBLOCK, W_OK, X_OK, SQLITE_BUSY, systemFiles;
var init_files = __esmMin((() => {
	init__builtin_node_child_process();
	init__builtin_node_crypto();
	init__builtin_node_fs();
	init__builtin_node_sqlite();
	init_promises();
	({constants} = _builtin_node_fs_exports);
	({O_RDONLY, O_WRONLY, O_CREAT, O_EXCL} = constants);
	O_NOFOLLOW = constants.O_NOFOLLOW ?? 0;
	O_DIRECTORY = constants.O_DIRECTORY ?? 0;
	O_NONBLOCK = constants.O_NONBLOCK ?? 0;
	({W_OK, X_OK} = constants);
	SQLITE_BUSY = 5;
	systemFiles = {
		open: (path, flags, mode) => openSync(path, flags, mode),
		close: (fd) => closeSync(fd),
		read: (fd, into, position) => readSync(fd, into, 0, into.byteLength, position),
		write: (fd, bytes, position) => writeSync(fd, bytes, 0, bytes.byteLength, position),
		truncate: (fd, size) => ftruncateSync(fd, size),
		sync: (fd) => fsyncSync(fd),
		fstat: (fd) => fstatSync(fd, { bigint: true }),
		fchmod: (fd, mode) => fchmodSync(fd, mode),
		fchown: (fd, uid, gid) => fchownSync(fd, uid, gid),
		futimes: (fd, atime, mtime) => futimesSync(fd, atime, mtime),
		lstat: (path) => lstatSync(path, {
			bigint: true,
			throwIfNoEntry: false
		}),
		chmod: (path, mode) => chmodSync(path, mode),
		utimes: (path, atime, mtime) => utimesSync(path, atime, mtime),
		access: (path, mode) => accessSync(path, mode),
		readlink: (path) => readlinkSync(path, { encoding: "buffer" }),
		realpath: (path) => realpathSync.native(path),
		readdir: (path) => readdirSync(path),
		rename: (from, to) => renameSync(from, to),
		link: (existing, name) => linkSync(existing, name),
		symlink: (text, path) => symlinkSync(Buffer.from(text), path),
		unlink: (path) => unlinkSync(path),
		mkdir: (path, mode) => {
			mkdirSync(path, { mode });
		},
		rmdir: (path) => rmdirSync(path),
		statfs: (path) => statfsSync(path, { bigint: true }),
		readText: (path) => existsSync(path) ? readFileSync(path, "utf8") : void 0,
		syncFileSystem: (path) => process.platform === "linux" && spawnSync("sync", ["-f", path], { stdio: "ignore" }).status === 0,
		tryLock,
		randomName: () => randomBytes(8).toString("hex"),
		now: () => performance.now(),
		sleep: (ms) => setTimeout$1(ms),
		platform: {
			pinning: process.platform === "linux" && O_NOFOLLOW !== 0 && existsSync("/proc/self/fd"),
			executableBit: process.platform !== "win32",
			directorySync: process.platform !== "win32",
			linksToLinks: process.platform === "linux",
			unlinkOpen: process.platform !== "win32",
			user: process.geteuid?.()
		}
	};
}));
// src/writer/bytes.ts
/** Loops, because one call may write less than it was given. */
function writeAll(files, fd, bytes, position = 0) {
	let done = 0;
	while (done < bytes.byteLength) done += files.write(fd, bytes.subarray(done), position + done);
}
/** Opens an existing regular file for reading and gives what it is; never a link, and never waits for a FIFO. */
function withRegular(files, path, act) {
	const fd = files.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
	return closing(files, fd, () => {
		const stat = files.fstat(fd);
		if (!stat.isFile()) throw isLink(path);
		return act(fd, stat);
	});
}
function readAll(files, fd, size) {
	let bytes = Buffer.allocUnsafe(size + 1);
	let done = 0;
	for (;;) {
		const count = files.read(fd, bytes.subarray(done), done);
		if (count === 0) return bytes.subarray(0, done);
		done += count;
		if (done === bytes.byteLength) bytes = Buffer.concat([bytes, Buffer.allocUnsafe(chunk)]);
	}
}
/** A new file that nobody has planted: `act` fills it, and where that fails it is gone again. */
function createFile(files, path, mode, act) {
	const fd = files.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
	try {
		return closing(files, fd, () => act(fd));
	} catch (error) {
		throw attach(error, () => files.unlink(path));
	}
}
function closing(files, fd, act) {
	let result;
	try {
		result = act();
	} catch (error) {
		throw attach(error, () => files.close(fd));
	}
	files.close(fd);
	return result;
}
function syncFile(files, path) {
	const fd = files.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
	closing(files, fd, () => files.sync(fd));
}
/** From descriptor to descriptor in pieces, for files of any size; gives the number of bytes. */
function copyBytes(files, from, to) {
	const buffer = Buffer.allocUnsafe(chunk);
	let position = 0;
	for (;;) {
		const count = files.read(from, buffer, position);
		if (count === 0) return position;
		writeAll(files, to, buffer.subarray(0, count), position);
		position += count;
	}
}
var chunk;
var init_bytes = __esmMin((() => {
	init_errors();
	init_files();
	chunk = 1 << 20;
}));
// src/writer/mounts.ts
/**
* Where something is mounted, as absolute paths; empty where the platform does not tell. A rename cannot cross a mount, not
* even a bind mount of the same device, which the device number does not show.
*/
function readMountPoints(files) {
	return (files.readText("/proc/self/mountinfo") ?? "").split("\n").flatMap((line) => {
		const point = line.split(" ")[4];
		return point === void 0 ? [] : [unescape(point)];
	});
}
/** The mount that the path belongs to: the deepest mount point at or above it. */
function mountOf(points, path) {
	let deepest = "";
	for (const point of points) if (point.length > deepest.length && isWithin$1(point, path)) deepest = point;
	return deepest;
}
/** Paths relative to `root` at which something else is mounted. */
function mountedBelow(points, root) {
	const prefix = root.endsWith("/") ? root : `${root}/`;
	return points.filter((point) => point.startsWith(prefix)).map((point) => point.slice(prefix.length));
}
function isWithin$1(directory, path) {
	return path === directory || path.startsWith(directory === "/" ? "/" : `${directory}/`);
}
/** Blanks, tabs, line ends and backslashes stand in the table as three octal digits (proc(5)). */
function unescape(field) {
	return field.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
}
var init_mounts = __esmMin((() => {}));
// src/writer/pinned.ts
/** `path` is absolute and free of links: a result of `realpath`. */
function openRoot(files, path) {
	return files.platform.pinning ? pin$1(files, path, path) : checked(files, path, void 0);
}
/** One component below `parent`, never followed and never on another device. */
function openBelow(files, parent, name) {
	const path = join$1(parent.path, name);
	const directory = files.platform.pinning ? pin$1(files, path, parent.at(name)) : checked(files, path, parent);
	if (directory.stat.dev === parent.stat.dev) return directory;
	directory[Symbol.dispose]();
	throw otherDevice(path);
}
function pin$1(files, path, way) {
	const fd = openPinned(files, path, way);
	const self = `/proc/self/fd/${fd}`;
	try {
		return {
			path,
			stat: files.fstat(fd),
			at: (name) => `${self}/${name}`,
			confirm: () => {
				if (!files.readlink(self).equals(Buffer.from(path))) throw moved(path);
			},
			sync: () => files.sync(fd),
			setTimes: (atime, mtime) => files.futimes(fd, atime, mtime),
			setMode: (mode) => files.fchmod(fd, mode),
			setOwner: (uid, gid) => files.fchown(fd, uid, gid),
			[Symbol.dispose]: () => files.close(fd)
		};
	} catch (error) {
		files.close(fd);
		throw error;
	}
}
function openPinned(files, path, way) {
	try {
		return files.open(way, directoryFlags);
	} catch (error) {
		const code = codeOf(error);
		if (code !== "ENOTDIR" && code !== "ELOOP") throw error;
		throw new NotDirectory(path, files.lstat(way)?.isSymbolicLink() === true, error);
	}
}
function checked(files, path, parent) {
	parent?.confirm();
	const stat = files.lstat(path);
	if (stat === void 0) throw Object.assign(/* @__PURE__ */ new Error(`${path} is not there`), { code: "ENOENT" });
	if (!stat.isDirectory()) throw new NotDirectory(path, stat.isSymbolicLink());
	const confirm = () => {
		parent?.confirm();
		const now = files.lstat(path);
		if (now?.isSymbolicLink() === true) throw isLink(path);
		if (now === void 0 || now.ino !== stat.ino || now.dev !== stat.dev) throw moved(path);
	};
	return {
		path,
		stat,
		at: (name) => {
			confirm();
			return join$1(path, name);
		},
		confirm,
		sync: () => {
			if (files.platform.directorySync) syncByPath(files, path);
		},
		setTimes: (atime, mtime) => files.utimes(path, atime, mtime),
		setMode: (mode) => files.chmod(path, mode),
		setOwner: (uid, gid) => {
			const fd = files.open(path, directoryFlags);
			try {
				files.fchown(fd, uid, gid);
			} finally {
				files.close(fd);
			}
		},
		[Symbol.dispose]: () => void 0
	};
}
function syncByPath(files, path) {
	const fd = files.open(path, O_RDONLY);
	try {
		files.sync(fd);
	} finally {
		files.close(fd);
	}
}
function moved(path) {
	return conflict("EOUTSIDE", `${path} was moved or replaced while it was in use`, "Stop whatever else changes the target, then try again.");
}
var NotDirectory, directoryFlags;
var init_pinned = __esmMin((() => {
	init__builtin_node_path();
	init_errors();
	init_files();
	NotDirectory = class extends Error {
		name = "NotDirectory";
		code = "ENOTDIR";
		path;
		symbolicLink;
		constructor(path, symbolicLink, cause) {
			super(`${path} is no directory`, { cause });
			this.path = path;
			this.symbolicLink = symbolicLink;
		}
	};
	directoryFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;
}));
// src/writer/target-path.ts
/**
* The components of a path of the change set, or a refusal. The guards have the exhaustive rules; this is what must
* hold even if nobody asked them, because a single `..` leads out of a pinned directory.
*/
function parseTargetPath(path) {
	const components = path.split("/");
	for (const component of components) {
		if (component === "") throw outside(path, "is absolute or has an empty component");
		if (component === "." || component === "..") throw outside(path, "does not stay below the root");
		if (/[\0\\]/.test(component)) throw outside(path, "has a NUL byte or a backslash");
		if (Buffer.byteLength(component) > 255) throw outside(path, "has a component over 255 bytes");
		if (isGitDirectory$1(component)) throw outside(path, "leads into a git directory");
	}
	if (plainName(components[0] ?? "") === ".wholly") throw outside(path, "leads into the folder of the writer");
	return components;
}
function parentOf(path) {
	const slash = path.lastIndexOf("/");
	return slash < 0 ? "" : path.slice(0, slash);
}
function nameOf$2(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
/** Every directory above the path, the nearest to the root first; the root itself is not among them. */
function ancestorsOf$1(path) {
	const ancestors = [];
	for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1)) ancestors.push(path.slice(0, slash));
	return ancestors;
}
function isGitDirectory$1(component) {
	const name = plainName(component);
	return name === ".git" || name === "git~1";
}
/** As NTFS and HFS+ see a name: no streams, no dots or spaces at the end, no ignored characters, no case. */
function plainName(component) {
	return component.replace(ignoredByHfs, "").replace(/:.*$/s, "").replace(/[. ]+$/, "").toLowerCase();
}
var ownFolder, ignoredByHfs;
var init_target_path = __esmMin((() => {
	init_errors();
	ownFolder = ".wholly";
	ignoredByHfs = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu;
}));
// src/writer/plan.ts
/** Inode, size and time of the last change of the bytes: what no other version of a file has. */
function identityOf$1(stat) {
	return `${stat.ino}.${stat.size}.${stat.mtimeNs}`;
}
function inodeOf(version) {
	return version.identity.slice(0, version.identity.indexOf("."));
}
function formatPlan(plan) {
	const text = JSON.stringify(plan);
	return `${text}\n${sumOf(text)}\n`;
}
/** `undefined` for a journal that is torn or that no writer of ours has written. */
function parsePlan(text) {
	const [body, sum, rest] = text.split("\n", 3);
	if (body === void 0 || sum !== sumOf(body) || rest !== "") return void 0;
	try {
		return planShape.parse(JSON.parse(body));
	} catch {
		return;
	}
}
function sumOf(text) {
	return createHash("sha256").update(text).digest("hex");
}
var identity, path, permissions$1, directoryPath, oldShape, newShape, entryShape, planShape;
var init_plan = __esmMin((() => {
	init__builtin_node_crypto();
	init_zod();
	init_target_path();
	identity = string().regex(/^\d+\.\d+\.-?\d+$/);
	path = string().refine((text) => {
		parseTargetPath(text);
		return true;
	});
	permissions$1 = int().min(0).max(511);
	directoryPath = union([literal(""), path]);
	oldShape = strictObject({
		identity,
		mode: permissions$1,
		link: boolean()
	});
	newShape = strictObject({
		identity,
		mode: permissions$1,
		link: boolean()
	});
	entryShape = discriminatedUnion("act", [
		strictObject({
			act: literal("add"),
			path,
			new: newShape
		}),
		strictObject({
			act: literal("replace"),
			path,
			old: oldShape,
			new: newShape
		}),
		strictObject({
			act: literal("delete"),
			path,
			old: oldShape
		})
	]);
	planShape = strictObject({
		version: literal(1),
		durability: _enum(["power", "process"]),
		entries: array(entryShape),
		created: array(path),
		emptied: array(path),
		directories: array(strictObject({
			path: directoryPath,
			mode: permissions$1,
			uid: int(),
			gid: int(),
			atime: number(),
			mtime: number()
		}))
	});
}));
// src/writer/tree.ts
function openTree(files, root) {
	return treeOf(files, openRoot(files, root));
}
function treeOf(files, root) {
	const opened = /* @__PURE__ */ new Map();
	let last = {
		path: "",
		directory: root
	};
	function directory(path) {
		if (path !== last.path) last = {
			path,
			directory: walk(path)
		};
		return last.directory;
	}
	function walk(path) {
		if (path === "") return root;
		const known = opened.get(path);
		if (known !== void 0) {
			opened.delete(path);
			opened.set(path, known);
			return known;
		}
		const slash = path.lastIndexOf("/");
		const child = openBelow(files, walk(slash < 0 ? "" : path.slice(0, slash)), path.slice(slash + 1));
		opened.set(path, child);
		if (opened.size > capacity) release(opened.keys().next().value);
		return child;
	}
	function release(path) {
		if (path === void 0) return;
		if (path === last.path) last = {
			path: "",
			directory: root
		};
		const known = opened.get(path);
		opened.delete(path);
		known?.[Symbol.dispose]();
	}
	return {
		root,
		directory,
		forget: (path) => {
			for (const known of opened.keys()) if (known === path || known.startsWith(`${path}/`)) release(known);
		},
		[Symbol.dispose]: () => {
			using all = new DisposableStack();
			for (const known of [root, ...opened.values()]) all.use(known);
			opened.clear();
		}
	};
}
/** The path in the tree of an absolute path below its root. */
function pathInTree(root, absolute) {
	return relative(root, absolute).split(sep$1).join("/");
}
var capacity;
var init_tree = __esmMin((() => {
	init__builtin_node_path();
	init_pinned();
	capacity = 128;
}));
// src/writer/inspect.ts
/**
* Compares every path of the set with the target and writes nothing. Refuses where one differs from `before`. No steps:
* everything is there already.
*/
async function inspect(files, tree, changeSet) {
	const { changes } = changeSet;
	for (const change of changes) {
		parseTargetPath(change.path);
		if (modesOf(change).includes("160000")) throw outside(change.path, "is a repository of its own (a gitlink)");
	}
	const names = namesOf$1(changes);
	for (const path of names.files) if (names.written.has(path)) throw outside(path, "is both a file and a directory");
	refuseMounts(files, tree, changes);
	const steps = [];
	let there;
	for (const [index, change] of changes.entries()) {
		if (index % 128 === 127) await setImmediate();
		const step = judge(files, tree, names, change, look$1(files, tree, names, change.path));
		if (step !== void 0) steps.push(step);
		else if (change.change !== "add" && !isModeOnly(files, change)) there ??= change.path;
	}
	if (steps.length > 0 && there !== void 0) throw differs(there, "is changed already, while others are not");
	return {
		steps,
		...directoriesOf(files, tree, steps)
	};
}
function modesOf(change) {
	if (change.change === "add") return [change.mode];
	return change.change === "delete" ? [change.beforeMode] : [change.beforeMode, change.mode];
}
/** Where files have no executable bit, a change of nothing else is there before it lands. */
function isModeOnly({ platform }, change) {
	return !platform.executableBit && change.change === "modify" && change.before === change.after;
}
function namesOf$1(changes) {
	const deleted = changes.filter((change) => change.change === "delete").map((change) => change.path);
	const written = changes.filter((change) => change.change !== "delete");
	return {
		deleted: new Set(deleted),
		deletedFolded: new Set(deleted.map(fold)),
		files: new Set(written.map((change) => change.path)),
		written: new Set(written.flatMap((change) => ancestorsOf$1(change.path)))
	};
}
function fold(path) {
	return path.normalize("NFC").toLowerCase();
}
function refuseMounts(files, tree, changes) {
	const mounted = new Set(mountedBelow(readMountPoints(files), tree.root.path));
	if (mounted.size === 0) return;
	for (const { path } of changes) if ([...ancestorsOf$1(path), path].some((each) => mounted.has(each))) throw otherDevice(path);
}
function look$1(files, tree, names, path) {
	const parent = parentDirectory(tree, names, path);
	const stat = parent && files.lstat(parent.at(nameOf$2(path)));
	if (parent === void 0 || stat === void 0) return { kind: "absent" };
	if (stat.isDirectory()) return { kind: "directory" };
	if (stat.dev !== tree.root.stat.dev) throw otherDevice(path);
	const at = parent.at(nameOf$2(path));
	if (stat.isSymbolicLink()) return {
		kind: "link",
		stat,
		content: files.readlink(at)
	};
	if (!stat.isFile()) return { kind: "other" };
	return readFile(files, path, at, stat);
}
function readFile(files, path, at, stat) {
	try {
		return withRegular(files, at, (fd, opened) => {
			if (opened.ino !== stat.ino || opened.dev !== stat.dev) throw differs(path, "was replaced while it was read");
			return {
				kind: "file",
				stat: opened,
				content: readAll(files, fd, Number(opened.size))
			};
		});
	} catch (error) {
		if (codeOf(error) === "ELOOP") throw isLink(path);
		throw error;
	}
}
/**
* `undefined` where a directory on the way is missing, or is a file or link that the set itself takes away or, having
* landed already, has put there.
*/
function parentDirectory(tree, names, path) {
	try {
		return tree.directory(parentOf(path));
	} catch (error) {
		if (codeOf(error) === "ENOENT") return void 0;
		if (!(error instanceof NotDirectory)) throw error;
		const component = pathInTree(tree.root.path, error.path);
		if (names.deleted.has(component) || names.files.has(component)) return void 0;
		throw error.symbolicLink ? isLink(component) : differs(component, "is no directory");
	}
}
/** The step that takes the path from what was found to what the set says; `undefined` where it is there already. */
function judge(files, tree, names, change, found) {
	const { path } = change;
	if (change.change === "delete") {
		if (found.kind === "absent") return void 0;
		if (found.kind === "directory" && names.written.has(path)) return void 0;
		return {
			act: "delete",
			path,
			old: oldOf(requireBefore(files, change, found))
		};
	}
	if (matches(files, found, change.after, change.mode)) return void 0;
	if (change.change === "add") {
		if (!canAdd(files, tree, names, path, found)) throw mismatch(change, found);
		return {
			act: "add",
			path,
			new: newFile(tree, change)
		};
	}
	const before = requireBefore(files, change, found);
	if (before.kind === "file" && before.stat.nlink > 1n) throw isHardLinked(path);
	return {
		act: "replace",
		path,
		old: oldOf(before),
		new: replacement(tree, change, before)
	};
}
function requireBefore(files, change, found) {
	if (isPresent(found) && matches(files, found, change.before, change.beforeMode)) return found;
	throw mismatch(change, found);
}
function isPresent(found) {
	return found.kind === "link" || found.kind === "file";
}
function matches(files, found, blob, mode) {
	if (!isPresent(found) || found.kind === "link" !== (mode === "120000")) return false;
	if (found.kind === "file" && files.platform.executableBit) {
		if (isExecutable$1(found.stat) !== (mode === "100755")) return false;
	}
	return blobId(found.content, objectFormatOf(blob)) === blob;
}
function mismatch(change, found) {
	const { path } = change;
	switch (found.kind) {
		case "absent": return differs(path, "is not there");
		case "directory": return differs(path, "is a directory");
		case "other": return differs(path, "is neither a file nor a link");
		case "link": return modesOf(change)[0] === "120000" ? differs(path, "is another symbolic link") : isLink(path);
		case "file": return differs(path, change.change === "add" ? "is there already, with other bytes" : "has other bytes or mode");
	}
}
function canAdd(files, tree, names, path, found) {
	if (found.kind === "absent") return true;
	if (found.kind === "directory") return vanishes(files, tree, names, path);
	return !names.deleted.has(path) && names.deletedFolded.has(fold(path)) && isFolding(files, tree, names, path);
}
/** Whether the set deletes everything in the directory, so that a file can take its name. */
function vanishes(files, tree, names, path) {
	const entries = files.readdir(tree.directory(path).at("."));
	return entries.length > 0 && entries.every((name) => {
		const below = `${path}/${name}`;
		if (files.lstat(tree.directory(path).at(name))?.isDirectory() === true) return vanishes(files, tree, names, below);
		return names.deleted.has(below);
	});
}
/** Whether the file at `path` is one that the set deletes under a name of another case. */
function isFolding(files, tree, names, path) {
	const parent = tree.directory(parentOf(path));
	const inode = files.lstat(parent.at(nameOf$2(path)))?.ino;
	return [...names.deleted].some((other) => fold(other) === fold(path) && files.lstat(tree.directory(parentOf(other)).at(nameOf$2(other)))?.ino === inode && !files.readdir(tree.directory(parentOf(path)).at(".")).includes(nameOf$2(path)));
}
function oldOf({ kind, stat }) {
	return {
		identity: identityOf$1(stat),
		mode: Number(stat.mode & 511n),
		link: kind === "link",
		uid: Number(stat.uid),
		gid: Number(stat.gid)
	};
}
function newFile(tree, { path, mode, content }) {
	return {
		content,
		link: mode === "120000",
		permissions: {
			kind: "new",
			mode: mode === "100755" ? 511 : 438
		},
		owner: inheritedOwner(tree, path)
	};
}
/** Files get the group of a set-group-id directory by being made in it; ours are made elsewhere and moved there. */
function inheritedOwner(tree, path) {
	for (const ancestor of ["", ...ancestorsOf$1(path)].toReversed()) {
		const directory = existing(tree, ancestor);
		if (directory === void 0) continue;
		return (directory.stat.mode & 1024n) === 0n ? void 0 : {
			uid: -1,
			gid: Number(directory.stat.gid)
		};
	}
}
/** A replaced file keeps its permissions but for the executable bit, which follows the read bits as in git. */
function replacement(tree, change, found) {
	const fresh = newFile(tree, change);
	if (fresh.link || found.kind === "link") return fresh;
	const kept = Number(found.stat.mode & 511n);
	const executable = change.mode === "100755";
	const mode = isExecutable$1(found.stat) === executable ? kept : executable ? kept | (kept & 292) >> 2 : kept & -74;
	return {
		...fresh,
		permissions: {
			kind: "kept",
			mode
		},
		owner: {
			uid: Number(found.stat.uid),
			gid: Number(found.stat.gid)
		}
	};
}
function isExecutable$1(stat) {
	return (stat.mode & 64n) !== 0n;
}
function directoriesOf(files, tree, steps) {
	const above = [...new Set(steps.flatMap((step) => ancestorsOf$1(step.path)))].sort();
	const written = new Set(steps.flatMap((step) => step.act === "delete" ? [] : ancestorsOf$1(step.path)));
	const created = above.filter((path) => existing(tree, path) === void 0);
	const missing = new Set(created);
	const emptied = above.filter((path) => !written.has(path) && !missing.has(path)).toReversed();
	const changed = new Set([...steps.map((step) => step.path), ...created].map(parentOf));
	const touched = /* @__PURE__ */ new Set([...changed, ...emptied.map(parentOf)]);
	const directories = [];
	for (const path of [...touched].sort()) {
		const directory = existing(tree, path);
		if (directory === void 0) continue;
		if (changed.has(path)) files.access(directory.at("."), W_OK | X_OK);
		directories.push(stateOf(path, directory.stat));
	}
	return {
		created,
		emptied,
		directories
	};
}
function existing(tree, path) {
	try {
		return tree.directory(path);
	} catch (error) {
		if (codeOf(error) === "ENOENT" || error instanceof NotDirectory) return void 0;
		throw error;
	}
}
function stateOf(path, stat) {
	return {
		path,
		mode: Number(stat.mode & 511n),
		uid: Number(stat.uid),
		gid: Number(stat.gid),
		atime: Number(stat.atimeNs) / 1e9,
		mtime: Number(stat.mtimeNs) / 1e9
	};
}
var init_inspect = __esmMin((() => {
	init_promises();
	init_blob();
	init_bytes();
	init_errors();
	init_files();
	init_mounts();
	init_pinned();
	init_plan();
	init_target_path();
	init_tree();
}));
// src/writer/journal-folder.ts
/** The preferred place first. An earlier writer may have used the other one, before the root became a repository. */
function placesFor(files, root) {
	const inRoot = {
		parent: root,
		name: ownFolder
	};
	const gitDirectory = gitDirectoryOf(files, root);
	if (gitDirectory === void 0) return [inRoot];
	const points = readMountPoints(files);
	return mountOf(points, gitDirectory) === mountOf(points, root) && files.lstat(gitDirectory)?.dev === files.lstat(root)?.dev ? [{
		parent: gitDirectory,
		name: "wholly"
	}, inRoot] : [inRoot];
}
function gitDirectoryOf(files, root) {
	const dotGit = join$1(root, ".git");
	const stat = files.lstat(dotGit);
	if (stat === void 0) return void 0;
	const text = stat.isFile() ? /^gitdir: (.+?)\r?\n?$/s.exec(files.readText(dotGit) ?? "")?.[1] : void 0;
	const named = stat.isDirectory() ? dotGit : text && resolve(root, text);
	if (named === void 0 || files.lstat(named)?.isDirectory() !== true) return void 0;
	const directory = files.realpath(named);
	return files.lstat(join$1(directory, "HEAD")) === void 0 ? void 0 : directory;
}
function folderExists(files, place) {
	return files.lstat(join$1(place.parent, place.name)) !== void 0;
}
/** Waits at most `waitMs` for the lock, then refuses with `ELOCKED`. */
async function openJournalFolder(files, place, waitMs) {
	const deadline = files.now() + waitMs;
	for (;;) {
		const folder = tryOpen(files, place);
		if (folder !== void 0) return folder;
		if (files.now() >= deadline) throw locked(place);
		await files.sleep(20);
	}
}
function tryOpen(files, place) {
	using opened = new DisposableStack();
	const parent = opened.use(openRoot(files, place.parent));
	const created = files.lstat(parent.at(place.name)) === void 0;
	const directory = opened.use(openPrivate(files, parent, place.name));
	let lock;
	try {
		makeLockFile(files, directory);
		const before = files.lstat(directory.at(lockName));
		if (before === void 0) return void 0;
		if (!before.isFile()) throw isLink(join$1(directory.path, lockName));
		lock = lockOf(files, directory);
		if (lock === void 0) return void 0;
		opened.use(lock);
		const now = files.lstat(join$1(place.parent, place.name, lockName));
		const folderNow = files.lstat(join$1(place.parent, place.name));
		if (!isSame(before, now) || folderNow?.ino !== directory.stat.ino) return void 0;
	} catch (error) {
		if (codeOf(error) === "ENOENT") return void 0;
		throw attach(error, () => {
			if (lock !== void 0) removeFolder(files, parent, directory);
			else if (created) removeEmpty(files, parent, directory);
		});
	}
	return folderOf(files, parent, directory, lock, created, opened.move());
}
function folderOf(files, parent, directory, lock, created, opened) {
	return {
		directory,
		transactions: () => files.readdir(directory.at(".")).filter((name) => name.startsWith("t")),
		begin: () => {
			for (;;) {
				const name = `t${files.randomName()}`;
				if (!makePrivate(files, directory, name)) continue;
				try {
					return openPrivate(files, directory, name);
				} catch (error) {
					throw attach(error, () => files.rmdir(directory.at(name)));
				}
			}
		},
		sync: () => {
			directory.sync();
			if (created) parent.sync();
		},
		close: (keepTimes) => {
			using _rest = opened;
			if (!files.platform.unlinkOpen) lock[Symbol.dispose]();
			removeFolder(files, parent, directory);
			if (created && keepTimes) parent.setTimes(seconds(parent.stat.atimeNs), seconds(parent.stat.mtimeNs));
		}
	};
}
/** Only while the lock is held, or when nobody can have taken it yet. */
function removeFolder(files, parent, directory) {
	for (const name of files.readdir(directory.at("."))) if (name === lockName || name.startsWith("l")) unlinkIfThere(files, directory.at(name));
	removeEmpty(files, parent, directory);
}
function removeEmpty(files, parent, directory) {
	try {
		files.rmdir(parent.at(basename(directory.path)));
	} catch (error) {
		if (![
			"ENOTEMPTY",
			"EEXIST",
			"ENOENT"
		].includes(codeOf(error) ?? "")) throw error;
	}
}
/** Makes a directory of mode 0700; false where the name is taken. */
function makePrivate(files, parent, name) {
	try {
		files.mkdir(parent.at(name), 448);
		return true;
	} catch (error) {
		if (codeOf(error) === "EEXIST") return false;
		throw error;
	}
}
function openPrivate(files, parent, name) {
	const directory = openOrMake(files, parent, name);
	try {
		if (files.platform.user !== void 0 && Number(directory.stat.uid) !== files.platform.user) throw conflict("EOWNER", `${directory.path} belongs to somebody else`, "Recover as its owner, or remove it.");
		if ((directory.stat.mode & 511n) !== 448n && files.platform.executableBit) directory.setMode(448);
		return directory;
	} catch (error) {
		directory[Symbol.dispose]();
		throw error;
	}
}
function openOrMake(files, parent, name) {
	try {
		return openBelow(files, parent, name);
	} catch (error) {
		if (error instanceof NotDirectory) throw isLink(error.path);
		if (codeOf(error) === "EACCES") files.chmod(parent.at(name), 448);
		else if (codeOf(error) === "ENOENT") makePrivate(files, parent, name);
		else throw error;
		return openBelow(files, parent, name);
	}
}
/**
* The file gets its name only after its descriptor is closed: to close any descriptor of a file drops every `fcntl` lock
* that this process has on it, also one that another thread has just taken.
*/
function makeLockFile(files, directory) {
	if (files.lstat(directory.at(lockName)) !== void 0) return;
	const temporary = `l${files.randomName()}`;
	createEmpty(files, directory.at(temporary));
	try {
		files.link(directory.at(temporary), directory.at(lockName));
	} catch (error) {
		if (codeOf(error) === "EEXIST") return;
		if (codeOf(error) === "ENOENT") throw error;
		createEmpty(files, directory.at(lockName));
	} finally {
		unlinkIfThere(files, directory.at(temporary));
	}
}
function createEmpty(files, path) {
	const fd = files.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 384);
	try {
		files.fchmod(fd, 384);
	} finally {
		files.close(fd);
	}
}
function lockOf(files, directory) {
	try {
		return files.tryLock(join$1(directory.path, lockName));
	} catch (error) {
		if (error instanceof Error && "errcode" in error && error.errcode === cannotOpen) return void 0;
		throw error;
	}
}
function unlinkIfThere(files, path) {
	try {
		files.unlink(path);
	} catch (error) {
		if (codeOf(error) !== "ENOENT") throw error;
	}
}
/** Inode numbers come back soon after a file is removed; the time of birth tells the two apart. */
function isSame(before, now) {
	return now?.ino === before.ino && now.dev === before.dev && now.birthtimeNs === before.birthtimeNs;
}
function seconds(nanoseconds) {
	return Number(nanoseconds) / 1e9;
}
function locked(place) {
	return conflict("ELOCKED", `another writer is at work: ${join$1(place.parent, place.name)} is locked`, "Wait until it has finished; its lock goes away with its process.");
}
var lockName, cannotOpen;
var init_journal_folder = __esmMin((() => {
	init__builtin_node_path();
	init_errors();
	init_files();
	init_mounts();
	init_pinned();
	init_target_path();
	lockName = "lock";
	cannotOpen = 14;
}));
// src/writer/transaction.ts
function stagedName(index) {
	return `n${index}`;
}
function oldName(index) {
	return `o${index}`;
}
/** Nothing is durable yet after this. */
function writePlan(files, directory, plan) {
	createFile(files, directory.at("plan"), 384, (fd) => writeAll(files, fd, Buffer.from(formatPlan(plan))));
}
/** The one step that decides, durable when it returns (with durability `power`). */
function decide({ files, directory, plan }, from, to) {
	files.rename(directory.at(from), directory.at(to));
	if (plan.durability === "power") directory.sync();
}
function readState(files, directory) {
	return states.find((state) => files.lstat(directory.at(state)) !== void 0);
}
/** `undefined` where the journal is torn. */
function readPlan(files, directory, state) {
	return withRegular(files, directory.at(state), (fd, stat) => parsePlan(Buffer.from(readAll(files, fd, Number(stat.size))).toString("utf8")));
}
/** Everything staged, the way to it and the journal. */
function makeDurable(files, folder, directory, plan) {
	const staged = plan.entries.flatMap((entry, index) => entry.act === "delete" || entry.new.link ? [] : [stagedName(index)]);
	if (staged.length > fewFiles && files.syncFileSystem(directory.path)) return;
	for (const name of [...staged, "plan"]) syncFile(files, directory.at(name));
	directory.sync();
	folder.sync();
}
/** Takes the transaction's directory away, the journal last: what is half removed is still one of the states. */
async function discard$1(files, folder, directory) {
	const names = files.readdir(directory.at("."));
	const ordered = [...names.filter((name) => !isState(name)), ...names.filter(isState)];
	for (const [index, name] of ordered.entries()) {
		if (index % 128 === 127) await setImmediate();
		files.unlink(directory.at(name));
	}
	files.rmdir(folder.directory.at(basename(directory.path)));
}
function isState(name) {
	return states.some((state) => state === name);
}
var states, fewFiles;
var init_transaction = __esmMin((() => {
	init__builtin_node_path();
	init_promises();
	init_bytes();
	init_plan();
	states = [
		"done",
		"undoing",
		"prepared",
		"plan"
	];
	fewFiles = 32;
}));
// src/writer/stage.ts
/** Refuses before anything is written where the new files cannot all have room beside the old ones. */
function requireSpace(files, directory, steps) {
	const { bavail, bsize, files: inodes, ffree } = files.statfs(directory.path);
	let needed = slack;
	let count = 0n;
	for (const step of steps) {
		if (step.act === "delete") continue;
		count += 1n;
		needed += (BigInt(step.new.content.byteLength) + bsize - 1n) / bsize * bsize;
	}
	const free = bavail * bsize;
	if (needed > free && count > 0n) throw new NoSpace("bytes", needed, free);
	if (inodes > 0n && count > ffree) throw new NoSpace("files", count, ffree);
}
/** Writes every new file and keeps every old one, where nobody looks; the target is not touched. */
async function stage(files, tree, directory, { steps, created, emptied, directories }, durability) {
	const entries = [];
	let copied = 0;
	for (const [index, step] of steps.entries()) {
		if (index % 128 === 127) await setImmediate();
		entries.push(stageStep(files, directory, index, step));
	}
	for (const [index, step] of steps.entries()) if (step.act !== "add" && !keepOld(files, tree, directory, index, step)) copied += 1;
	return {
		plan: {
			version: 1,
			durability,
			entries,
			created: [...created],
			emptied: [...emptied],
			directories: [...directories]
		},
		copied
	};
}
function stageStep(files, directory, index, step) {
	const { path } = step;
	if (step.act === "delete") return {
		act: "delete",
		path,
		old: versionOf(step.old)
	};
	const version = writeNew(files, directory.at(stagedName(index)), step.new);
	return step.act === "add" ? {
		act: "add",
		path,
		new: version
	} : {
		act: "replace",
		path,
		old: versionOf(step.old),
		new: version
	};
}
function versionOf({ identity, mode, link }) {
	return {
		identity,
		mode,
		link
	};
}
function writeNew(files, path, { content, link, permissions, owner }) {
	if (link) {
		files.symlink(content, path);
		const stat = files.lstat(path);
		if (stat === void 0) throw isLink(path);
		return {
			identity: identityOf$1(stat),
			mode: 511,
			link
		};
	}
	const kept = permissions.kind === "kept";
	return createFile(files, path, kept ? 384 : permissions.mode, (fd) => {
		writeAll(files, fd, content);
		let stat = files.fstat(fd);
		if (owner !== void 0 && giveTo(files, fd, owner, stat)) stat = files.fstat(fd);
		if (kept && Number(stat.mode & 4095n) !== permissions.mode) files.fchmod(fd, permissions.mode);
		return {
			identity: identityOf$1(stat),
			mode: kept ? permissions.mode : Number(stat.mode & 511n),
			link
		};
	});
}
function giveTo(files, fd, owner, has) {
	const uid = owner.uid === -1 ? Number(has.uid) : owner.uid;
	if (uid === Number(has.uid) && owner.gid === Number(has.gid)) return false;
	try {
		files.fchown(fd, uid, owner.gid);
		return true;
	} catch (error) {
		if (codeOf(error) === "EPERM") return false;
		throw error;
	}
}
/** True: by a further name for the old inode, which costs no bytes. False: by a copy. */
function keepOld(files, tree, directory, index, step) {
	const { path, old } = step;
	const from = tree.directory(parentOf(path)).at(nameOf$2(path));
	const to = directory.at(oldName(index));
	if (!old.link || files.platform.linksToLinks) try {
		files.link(from, to);
		const stat = files.lstat(to);
		if (stat === void 0 || identityOf$1(stat) !== old.identity) throw differs(path, "was changed meanwhile");
		return true;
	} catch (error) {
		if (!noLink.has(codeOf(error) ?? "")) throw error;
	}
	copyOld(files, path, from, to, old);
	return false;
}
function copyOld(files, path, from, to, old) {
	if (old.link) {
		files.symlink(files.readlink(from), to);
		return;
	}
	withRegular(files, from, (source, stat) => {
		if (identityOf$1(stat) !== old.identity) throw differs(path, "was changed meanwhile");
		snapshot(files, source, to, old.mode, stat);
	});
}
/** A copy with bytes, permissions, owner and times, durable by itself. */
function snapshot(files, source, to, mode, stat) {
	createFile(files, to, 384, (fd) => {
		copyBytes(files, source, fd);
		giveTo(files, fd, {
			uid: Number(stat.uid),
			gid: Number(stat.gid)
		}, files.fstat(fd));
		files.fchmod(fd, mode);
		files.futimes(fd, Number(stat.atimeNs) / 1e9, Number(stat.mtimeNs) / 1e9);
		files.sync(fd);
	});
}
var slack, noLink;
var init_stage = __esmMin((() => {
	init_promises();
	init_bytes();
	init_errors();
	init_plan();
	init_target_path();
	init_transaction();
	slack = 1n << 20n;
	noLink = /* @__PURE__ */ new Set([
		"EPERM",
		"EMLINK",
		"ENOTSUP",
		"EOPNOTSUPP",
		"ENOSYS"
	]);
}));
// src/writer/put.ts
function isRefusal(error) {
	return refusals.has(codeOf(error) ?? "");
}
/** Runs `act`, at most six times within a third of a second; throws the last refusal. */
async function retrying(files, act) {
	for (const delay of delays) {
		try {
			act();
			return;
		} catch (error) {
			if (!isRefusal(error)) throw error;
		}
		await files.sleep(delay);
	}
	act();
}
/**
* Renames `from` over `to`. Where that is refused again and again, the bytes are copied into the very file that was
* checked, which can be opened for writing where its name cannot be replaced. Whatever fails, `to` is never missing.
*/
async function put(files, replacement) {
	const { from, to, old } = replacement;
	try {
		await retrying(files, () => files.rename(from(), to()));
		return "renamed";
	} catch (error) {
		if (!isRefusal(error) || old.link || replacement.new.link) throw error;
		copyGuarded(files, replacement, error);
		return "copied";
	}
}
function copyGuarded(files, replacement, refusal) {
	const { path, from, to, kept, old, sync } = replacement;
	const checked = files.lstat(to());
	if (checked === void 0) throw refusal;
	keepCopy(files, replacement, checked);
	makeReadable(files, from());
	withRegular(files, from(), (source, stat) => {
		const fd = openChecked(files, path, to(), checked);
		closing(files, fd, () => {
			try {
				fill(files, source, fd, replacement.new.mode, stat);
				sync();
			} catch (error) {
				throw attach(error, () => withRegular(files, kept(), (before) => fill(files, before, fd, old.mode, checked)));
			}
		});
	});
	files.unlink(from());
}
/** Its permissions can be such that not even its owner may read it. */
function makeReadable(files, path) {
	const stat = files.lstat(path);
	if (stat !== void 0 && (stat.mode & 256n) === 0n) files.chmod(path, Number(stat.mode & 511n) | 256);
}
/** As a rename would leave it: bytes, permissions and times. */
function fill(files, source, fd, mode, times) {
	files.truncate(fd, copyBytes(files, source, fd));
	files.fchmod(fd, mode);
	files.futimes(fd, Number(times.atimeNs) / 1e9, Number(times.mtimeNs) / 1e9);
	files.sync(fd);
}
/** The kept name is the same inode until now: writing into the file would change it as well. */
function keepCopy(files, { path, to, kept, sync }, checked) {
	if (files.lstat(kept())?.ino !== checked.ino) return;
	withRegular(files, to(), (source, stat) => {
		requireSame(path, stat, checked);
		snapshot(files, source, `${kept()}c`, Number(stat.mode & 511n), stat);
	});
	files.rename(`${kept()}c`, kept());
	sync();
}
function openChecked(files, path, to, checked) {
	const fd = openForWriting(files, path, to);
	try {
		const stat = files.fstat(fd);
		requireSame(path, stat, checked);
		if (stat.nlink !== 1n) throw isHardLinked(path);
		return fd;
	} catch (error) {
		throw attach(error, () => files.close(fd));
	}
}
function openForWriting(files, path, to) {
	try {
		return files.open(to, O_WRONLY | O_NOFOLLOW);
	} catch (error) {
		throw codeOf(error) === "ELOOP" ? isLink(path) : error;
	}
}
function requireSame(path, stat, checked) {
	if (stat.isFile() && stat.ino === checked.ino && stat.dev === checked.dev) return;
	throw differs(path, "was replaced meanwhile");
}
/** The file in place has been written into, or was about to be: it is the old inode, and what is kept is a copy. */
function isWrittenInPlace(kept, target, old) {
	return kept.ino !== target.ino && inodeOf(old) === String(target.ino);
}
var refusals, delays;
var init_put = __esmMin((() => {
	init_bytes();
	init_errors();
	init_files();
	init_plan();
	init_stage();
	refusals = /* @__PURE__ */ new Set([
		"EPERM",
		"EEXIST",
		"EBUSY"
	]);
	delays = [
		10,
		20,
		40,
		80,
		160
	];
}));
// src/writer/place.ts
/** The path of a target for one call, its directory walked to and checked. */
function targetOf({ tree }, path) {
	return tree.directory(parentOf(path)).at(nameOf$2(path));
}
/** What is at the path; `undefined` also where a directory on the way is missing. */
function look(transaction, path) {
	try {
		return transaction.files.lstat(targetOf(transaction, path));
	} catch (error) {
		if (codeOf(error) === "ENOENT" || error instanceof NotDirectory) return void 0;
		throw error;
	}
}
async function remove(transaction, path) {
	const { files } = transaction;
	await retrying(files, () => files.unlink(targetOf(transaction, path)));
}
/** False where the system refused, perhaps only for now. */
function tryReplace({ files, directory, tree }, index, path) {
	try {
		files.rename(directory.at(stagedName(index)), tree.directory(parentOf(path)).at(nameOf$2(path)));
		return true;
	} catch (error) {
		if (isRefusal(error)) return false;
		throw error;
	}
}
/** Tries again for a while, then copies into the file in place. */
function replace(transaction, index, entry) {
	const { files, directory } = transaction;
	return put(files, {
		path: entry.path,
		from: () => directory.at(stagedName(index)),
		to: () => targetOf(transaction, entry.path),
		kept: () => directory.at(oldName(index)),
		old: entry.old,
		new: entry.new,
		sync: syncOf(transaction)
	});
}
async function putBack(transaction, index, entry) {
	const { files, directory } = transaction;
	const from = () => directory.at(oldName(index));
	await put(files, {
		path: entry.path,
		from,
		to: () => targetOf(transaction, entry.path),
		kept: from,
		old: entry.new,
		new: entry.old,
		sync: syncOf(transaction)
	});
}
function syncOf({ directory, plan }) {
	return plan.durability === "power" ? () => directory.sync() : () => void 0;
}
/** A link, unlike a rename, never replaces what somebody has put there in the meantime. */
async function add(transaction, index, { path, new: version }) {
	const { files, directory } = transaction;
	const staged = stagedName(index);
	if (!version.link || files.platform.linksToLinks) try {
		files.link(directory.at(staged), targetOf(transaction, path));
		files.unlink(directory.at(staged));
		return;
	} catch (error) {
		if (codeOf(error) === "EEXIST") throw differs(path, "was put there meanwhile");
		if (!noLink.has(codeOf(error) ?? "")) throw error;
	}
	if (look(transaction, path) !== void 0) throw differs(path, "was put there meanwhile");
	await retrying(files, () => files.rename(directory.at(staged), targetOf(transaction, path)));
}
/** As it was before, or written in place by the fallback while its bytes are kept elsewhere. */
function isOld({ files, directory }, index, { old }, target) {
	if (identityOf$1(target) === old.identity) return true;
	const kept = files.lstat(directory.at(oldName(index)));
	return kept !== void 0 && isWrittenInPlace(kept, target, old);
}
var init_place$1 = __esmMin((() => {
	init_errors();
	init_pinned();
	init_plan();
	init_put();
	init_stage();
	init_target_path();
	init_transaction();
}));
// src/writer/land.ts
/**
* The decision is durable. Takes every path to its new state, deletions first so that names are free, and says so in the
* journal once that is durable. Nothing here looks before it acts: this is the time in which a reader can see a mix.
*/
async function land(transaction) {
	const { plan } = transaction;
	const landed = {
		renamed: 0,
		copied: 0,
		deleted: 0
	};
	for (const { act, path } of plan.entries) {
		if (act !== "delete") continue;
		await remove(transaction, path);
		landed.deleted += 1;
	}
	removeEmptied(transaction);
	makeDirectories(transaction);
	for (const [index, entry] of plan.entries.entries()) {
		if (entry.act === "delete") continue;
		if (entry.act === "replace" && !tryReplace(transaction, index, entry.path)) {
			landed[await replace(transaction, index, entry)] += 1;
			continue;
		}
		if (entry.act === "add") await add(transaction, index, entry);
		landed.renamed += 1;
	}
	await settle$1(transaction);
	return landed;
}
/** False where the directory has to stay. */
function removeDirectory(transaction, path) {
	try {
		transaction.files.rmdir(targetOf(transaction, path));
		transaction.tree.forget(path);
		return true;
	} catch (error) {
		if (stays.has(codeOf(error) ?? "")) return false;
		throw error;
	}
}
function removeEmptied(transaction) {
	for (const path of transaction.plan.emptied) removeDirectory(transaction, path);
}
function makeDirectories(transaction) {
	for (const path of transaction.plan.created) try {
		transaction.files.mkdir(targetOf(transaction, path), 511);
	} catch (error) {
		if (codeOf(error) !== "EEXIST") throw error;
	}
}
/** Every directory is where it was, its entries are durable, and the journal says that all is done. */
async function settle$1(transaction) {
	const { files, tree, plan } = transaction;
	const emptied = new Set(plan.emptied);
	const paths = [...plan.directories.map(({ path }) => path), ...plan.created];
	const durable = plan.durability === "power";
	const atOnce = durable && paths.length > manyDirectories && files.syncFileSystem(tree.root.path);
	for (const [index, path] of paths.entries()) {
		if (index % 128 === 127) await setImmediate();
		if (emptied.has(path) && look(transaction, path)?.isDirectory() !== true) continue;
		const directory = tree.directory(path);
		directory.confirm();
		if (durable && !atOnce) directory.sync();
	}
	decide(transaction, "prepared", "done");
}
var manyDirectories, stays;
var init_land = __esmMin((() => {
	init_promises();
	init_errors();
	init_place$1();
	init_transaction();
	manyDirectories = 512;
	stays = /* @__PURE__ */ new Set([
		"ENOTEMPTY",
		"EEXIST",
		"ENOENT",
		"ENOTDIR",
		"EBUSY",
		"EACCES",
		"EPERM"
	]);
}));
// src/writer/resume.ts
/**
* Goes on where a killed process stopped after its decision. A staged file that is gone has landed. Looks first: what
* somebody changed since is not overwritten, but named, and then nothing at all is touched.
*/
async function resume(transaction) {
	const { plan } = transaction;
	requireOurs$1(transaction);
	for (const [index, entry] of plan.entries.entries()) {
		if (entry.act !== "delete") continue;
		const target = look(transaction, entry.path);
		if (target !== void 0 && isOld(transaction, index, entry, target)) await remove(transaction, entry.path);
	}
	removeEmptied(transaction);
	makeDirectories(transaction);
	for (const [index, entry] of plan.entries.entries()) await placeRest(transaction, index, entry);
	await settle$1(transaction);
}
async function placeRest(transaction, index, entry) {
	if (entry.act === "delete") return;
	const { files, directory } = transaction;
	const staged = files.lstat(directory.at(stagedName(index)));
	if (staged === void 0) return;
	if (entry.act === "replace") await replace(transaction, index, entry);
	else if (look(transaction, entry.path)?.ino === staged.ino) files.unlink(directory.at(stagedName(index)));
	else await add(transaction, index, entry);
}
function requireOurs$1(transaction) {
	const { files, directory, plan } = transaction;
	const ours = versionsOf(plan);
	const foreign = [];
	for (const [index, entry] of plan.entries.entries()) {
		if (entry.act !== "delete") {
			const staged = files.lstat(directory.at(stagedName(index)));
			if (staged === void 0) continue;
			if (identityOf$1(staged) !== entry.new.identity) throw torn(directory.path);
		}
		const target = look(transaction, entry.path);
		if (target === void 0 || target.isDirectory() || ours(target)) continue;
		if (entry.act !== "add" && isOld(transaction, index, entry, target)) continue;
		const name = entry.act === "delete" ? oldName(index) : stagedName(index);
		foreign.push({
			path: entry.path,
			file: join$1(directory.path, name)
		});
	}
	if (foreign.length > 0) throw changedSince(foreign);
}
/**
* Whether a file is one that the plan moves about. It can stand at another path of the set where the file system ignores
* case, or where a file takes the name of a directory.
*/
function versionsOf(plan) {
	const identities = new Set(plan.entries.flatMap((entry) => [...entry.act === "delete" ? [] : [entry.new.identity], ...entry.act === "delete" ? [entry.old.identity] : []]));
	return (stat) => identities.has(identityOf$1(stat));
}
function changedSince(kept) {
	return new RecoveryFailed(`changed since, and not overwritten: ${kept.map(({ path }) => path).join(", ")}`, kept, "Move these paths away, run `wholly recover`, then bring your own changes back.");
}
/** The journal or a staged file is not what was written: without durability, a power cut can do that. */
function torn(directory) {
	return new RecoveryFailed(`the journal in ${directory} is not whole`, [{
		path: "",
		file: directory
	}], "Compare the target with what is kept there, then remove the directory.");
}
var init_resume = __esmMin((() => {
	init__builtin_node_path();
	init_errors();
	init_land();
	init_place$1();
	init_plan();
	init_transaction();
}));
// src/writer/signals.ts
/**
* Holds SIGINT and SIGTERM back until disposed: then the handlers are exactly those that were there before, in their
* order, and every signal that came is delivered to them once.
*/
function holdSignals() {
	const came = /* @__PURE__ */ new Set();
	const note = (signal) => {
		came.add(signal);
	};
	const before = held.map((signal) => ({
		signal,
		listeners: process.rawListeners(signal).filter(isHandler)
	}));
	for (const { signal, listeners } of before) {
		process.on(signal, note);
		for (const listener of listeners) process.removeListener(signal, listener);
	}
	return { async [Symbol.asyncDispose]() {
		await setImmediate();
		await setImmediate();
		for (const { signal, listeners } of before) {
			for (const listener of listeners) process.on(signal, listener);
			process.removeListener(signal, note);
		}
		for (const signal of came) process.kill(process.pid, signal);
	} };
}
function isHandler(listener) {
	return typeof listener === "function";
}
var held;
var init_signals = __esmMin((() => {
	init_promises();
	held = ["SIGINT", "SIGTERM"];
}));
// src/writer/undo.ts
/**
* Puts everything back: bytes, permissions and times by giving the old inodes their names again, directories that were
* removed or made, and the times of those that were changed. The decision to go back is durable first, so that a kill in
* between is finished by recovery in the same direction. Throws `RecoveryFailed`, which names what is kept where.
*/
async function undo$1(transaction) {
	const { files, directory, plan } = transaction;
	try {
		const state = readState(files, directory);
		if (state === "prepared" || state === "done") decide(transaction, state, "undoing");
		else if (state !== "undoing") return;
		requireOurs(transaction);
		await takeAway(transaction);
		remakeDirectories(transaction);
		for (const [index, entry] of plan.entries.entries()) await bringBack(transaction, index, entry);
		restoreDirectories(transaction);
	} catch (error) {
		throw error instanceof RecoveryFailed ? error : notPutBack(transaction, error);
	}
}
async function takeAway(transaction) {
	for (const entry of transaction.plan.entries) {
		if (entry.act !== "add") continue;
		const target = look(transaction, entry.path);
		if (target !== void 0 && identityOf$1(target) === entry.new.identity) await remove(transaction, entry.path);
	}
	for (const path of transaction.plan.created.toReversed()) removeDirectory(transaction, path);
}
function remakeDirectories(transaction) {
	const { files, plan } = transaction;
	for (const path of plan.emptied.toReversed()) if (look(transaction, path) === void 0) files.mkdir(targetOf(transaction, path), 448);
}
async function bringBack(transaction, index, entry) {
	if (entry.act === "add") return;
	const { files, directory } = transaction;
	if (files.lstat(directory.at(oldName(index))) === void 0) return;
	const target = look(transaction, entry.path);
	if (target !== void 0 && identityOf$1(target) === entry.old.identity) return;
	if (entry.act === "replace" && target !== void 0) return putBack(transaction, index, entry);
	await retrying(files, () => files.rename(directory.at(oldName(index)), targetOf(transaction, entry.path)));
}
/** Children first, because what happens in a directory changes its times. */
function restoreDirectories(transaction) {
	const { tree, plan } = transaction;
	const remade = new Set(plan.emptied);
	for (const state of plan.directories.toReversed()) {
		const directory = tree.directory(state.path);
		directory.confirm();
		if (remade.has(state.path)) restoreOwner(directory, state);
		directory.setTimes(state.atime, state.mtime);
		if (plan.durability === "power") directory.sync();
	}
}
function restoreOwner(directory, { mode, uid, gid }) {
	const { stat } = directory;
	if (Number(stat.uid) !== uid || Number(stat.gid) !== gid) allowRefusal(() => directory.setOwner(uid, gid));
	directory.setMode(Number(stat.mode & 3584n) | mode);
}
/** Only root may give things away. */
function allowRefusal(act) {
	try {
		act();
	} catch (error) {
		if (codeOf(error) !== "EPERM") throw error;
	}
}
/** Refuses, with nothing touched, where somebody has changed since what would be taken away. */
function requireOurs(transaction) {
	const { files, tree, directory, plan } = transaction;
	const ours = versionsOf(plan);
	const foreign = [];
	for (const [index, entry] of plan.entries.entries()) {
		const target = look(transaction, entry.path);
		if (target === void 0 || target.isDirectory() || ours(target)) continue;
		const own = directory.at(entry.act === "add" ? stagedName(index) : oldName(index));
		if (files.lstat(own) !== void 0 === (entry.act === "add")) continue;
		if (entry.act !== "add" && isOld(transaction, index, entry, target)) continue;
		const file = entry.act === "add" ? join$1(tree.root.path, entry.path) : join$1(directory.path, oldName(index));
		foreign.push({
			path: entry.path,
			file
		});
	}
	if (foreign.length > 0) throw changedSince(foreign);
}
function notPutBack({ files, directory, plan }, cause) {
	const kept = plan.entries.flatMap((entry, index) => {
		const name = oldName(index);
		return isKept(files, directory, name) ? [{
			path: entry.path,
			file: join$1(directory.path, name)
		}] : [];
	});
	return new RecoveryFailed(`the target could not be put back; what it had is kept in ${directory.path}`, kept, "Free what the error names, then run `wholly recover`.", cause);
}
/** A file system that has just failed may fail again: then the file is named rather than left out. */
function isKept(files, directory, name) {
	try {
		return files.lstat(directory.at(name)) !== void 0;
	} catch {
		return true;
	}
}
var init_undo$1 = __esmMin((() => {
	init__builtin_node_path();
	init_errors();
	init_land();
	init_place$1();
	init_plan();
	init_put();
	init_resume();
	init_transaction();
}));
// src/writer/recover.ts
/** Where there is no folder, nothing is made or locked. */
async function recoverPlaces(files, root, places, waitMs) {
	let recovery = { kind: "none" };
	for (const place of places) {
		if (!folderExists(files, place)) continue;
		const folder = await openJournalFolder(files, place, waitMs);
		try {
			recovery = strongest$1(recovery, await recoverFolder(files, root, folder));
		} catch (error) {
			throw attach(error, () => folder.close(false));
		}
		folder.close(false);
	}
	return recovery;
}
/** The same for a folder whose lock is held already. */
async function recoverFolder(files, root, folder) {
	const names = folder.transactions();
	let recovery = { kind: "none" };
	if (names.length === 0) return recovery;
	await using _held = holdSignals();
	for (const name of names) {
		using directory = openBelow(files, folder.directory, name);
		recovery = strongest$1(recovery, await recoverTransaction(files, root, folder, directory));
	}
	return recovery;
}
async function recoverTransaction(files, root, folder, directory) {
	const state = readState(files, directory);
	if (state === "prepared" || state === "undoing") await settleState(files, root, directory, state);
	await discard$1(files, folder, directory);
	return { kind: state === "prepared" || state === "done" ? "finished" : "undone" };
}
async function settleState(files, root, directory, state) {
	const plan = readPlan(files, directory, state);
	if (plan === void 0) throw torn(directory.path);
	using tree = openTree(files, root);
	const transaction = {
		files,
		tree,
		directory,
		plan
	};
	if (state === "undoing") {
		await undo$1(transaction);
		return;
	}
	try {
		await resume(transaction);
	} catch (error) {
		throw error instanceof RecoveryFailed ? error : notFinished(directory, error);
	}
}
function notFinished(directory, cause) {
	return new RecoveryFailed(`what was decided could not be finished (${codeOf(cause) ?? "fault"}); the new files are kept in ${directory.path}`, [{
		path: "",
		file: directory.path
	}], "Free what the error names, then run `wholly recover`.", cause);
}
function strongest$1(one, other) {
	if (one.kind === "finished" || other.kind === "none") return one;
	return other;
}
var init_recover = __esmMin((() => {
	init_errors();
	init_files();
	init_journal_folder();
	init_pinned();
	init_resume();
	init_signals();
	init_transaction();
	init_tree();
	init_undo$1();
}));
// src/writer/directory.ts
async function openDirectoryTarget(options) {
	const files = options.files ?? systemFiles;
	for (const { path } of options.changeSet.changes) parseTargetPath(path);
	return new Target(files, files.realpath(options.root), options);
}
function release({ folder, transaction }, keepTimes) {
	try {
		transaction.opened[Symbol.dispose]();
	} finally {
		folder.close(keepTimes);
	}
}
/** The folder that this writer uses, locked, after whatever an earlier one left in any place is finished or undone. */
async function openRecovered(files, root, waitMs) {
	const [place, ...others] = placesFor(files, root);
	const elsewhere = await recoverPlaces(files, root, others, waitMs);
	const folder = await openJournalFolder(files, place, waitMs);
	try {
		return {
			folder,
			recovered: strongest$1(await recoverFolder(files, root, folder), elsewhere).kind
		};
	} catch (error) {
		throw attach(error, () => folder.close(true));
	}
}
/** Other participants may have taken their time since `prepare`: every path is still what was compared. */
function requireUnchanged(transaction) {
	const { files, tree, directory, plan } = transaction;
	for (const { path } of plan.directories) tree.directory(path).confirm();
	for (const [index, entry] of plan.entries.entries()) {
		if (entry.act === "add") continue;
		const { path, old } = entry;
		const stat = look(transaction, path);
		if (stat?.isSymbolicLink() === true && !old.link) throw isLink(path);
		if (stat === void 0 || identityOf$1(stat) !== old.identity) throw differs(path, "was changed meanwhile");
		if (entry.act === "delete" || old.link || stat.nlink === 1n) continue;
		if (!(stat.nlink === 2n && files.lstat(directory.at(oldName(index)))?.ino === stat.ino)) throw isHardLinked(path);
	}
}
function weaknesses({ platform }, durability) {
	const weaker = [];
	if (!platform.pinning) weaker.push("directories are checked before and after use instead of being held open: another process could swap one for a link in between");
	if (durability === "process") weaker.push("nothing is synced: a power cut can undo or tear what was reported");
	else if (!platform.directorySync) weaker.push("names cannot be made durable here: a power cut can undo what was reported");
	if (!platform.executableBit) weaker.push("files have no executable bit here: modes are not compared");
	return weaker;
}
var Target;
var init_directory = __esmMin((() => {
	init_errors();
	init_files();
	init_inspect();
	init_journal_folder();
	init_land();
	init_place$1();
	init_plan();
	init_recover();
	init_signals();
	init_stage();
	init_target_path();
	init_transaction();
	init_tree();
	init_undo$1();
	Target = class {
		name;
		undoable = true;
		weaker;
		recovered = "none";
		nothingToDo = false;
		landed = {
			renamed: 0,
			copied: 0,
			deleted: 0
		};
		#files;
		#root;
		#options;
		#phase = { kind: "open" };
		constructor(files, root, options) {
			this.name = `directory ${root}`;
			this.weaker = weaknesses(files, options.durability);
			this.#files = files;
			this.#root = root;
			this.#options = options;
		}
		async prepare() {
			if (this.#phase.kind !== "open") throw new OutOfOrder(`prepare after ${this.#phase.kind}`);
			const { lockWaitMs = 1e4 } = this.#options;
			const { folder, recovered } = await openRecovered(this.#files, this.#root, lockWaitMs);
			this.recovered = recovered;
			try {
				this.#phase = await this.#prepareIn(folder);
			} catch (error) {
				throw attach(error, () => folder.close(true));
			}
			this.nothingToDo = this.#phase.kind === "nothing";
			if (this.nothingToDo) folder.close(true);
		}
		async #prepareIn(folder) {
			const files = this.#files;
			using opened = new DisposableStack();
			const tree = opened.use(openTree(files, this.#root));
			const inspection = await inspect(files, tree, this.#options.changeSet);
			if (inspection.steps.length === 0) return { kind: "nothing" };
			requireSpace(files, folder.directory, inspection.steps);
			const directory = opened.use(folder.begin());
			try {
				const { plan, copied } = await stage(files, tree, directory, inspection, this.#options.durability);
				writePlan(files, directory, plan);
				if (plan.durability === "power") makeDurable(files, folder, directory, plan);
				if (copied > 0) this.weaker.push(`${copied} old files are kept as copies: they could not be hard-linked`);
				return {
					kind: "prepared",
					folder,
					transaction: {
						files,
						tree,
						directory,
						plan,
						opened: opened.move()
					}
				};
			} catch (error) {
				throw await attachAsync(error, () => discard$1(files, folder, directory));
			}
		}
		async commit() {
			const phase = this.#phase;
			if (phase.kind === "nothing") return;
			if (phase.kind !== "prepared") throw new OutOfOrder(`commit after ${phase.kind}`);
			await using _held = holdSignals();
			try {
				requireUnchanged(phase.transaction);
				decide(phase.transaction, "plan", "prepared");
				this.landed = await land(phase.transaction);
			} catch (error) {
				throw await attachAsync(error, () => this.#goBack(phase));
			}
			this.#phase = {
				...phase,
				kind: "landed"
			};
		}
		async rollback() {
			const phase = this.#phase;
			if (phase.kind === "closed") throw new OutOfOrder("rollback after it was disposed");
			if (phase.kind !== "prepared" && phase.kind !== "landed") {
				this.#phase = { kind: "open" };
				return;
			}
			await using _held = holdSignals();
			await this.#goBack(phase);
		}
		/** Afterwards everything can be prepared again. */
		async #goBack({ folder, transaction }) {
			this.#phase = { kind: "open" };
			this.landed = {
				renamed: 0,
				copied: 0,
				deleted: 0
			};
			try {
				await undo$1(transaction);
				await discard$1(this.#files, folder, transaction.directory);
			} catch (error) {
				throw attach(error, () => release({
					folder,
					transaction
				}, true));
			}
			release({
				folder,
				transaction
			}, true);
		}
		/** Clears the old files away. What stays behind because of a fault is told in `weaker`; the next writer clears it. */
		async [Symbol.asyncDispose]() {
			const phase = this.#phase;
			this.#phase = { kind: "closed" };
			if (phase.kind !== "prepared" && phase.kind !== "landed") return;
			try {
				if (phase.kind === "prepared") await this.#goBack(phase);
				else await this.#clear(phase);
			} catch (error) {
				this.weaker.push(`something is left in ${phase.transaction.directory.path} until the next run: ${String(error)}`);
			} finally {
				this.#phase = { kind: "closed" };
			}
		}
		async #clear({ folder, transaction }) {
			const rootChanged = transaction.plan.directories.some(({ path }) => path === "");
			try {
				await discard$1(this.#files, folder, transaction.directory);
			} finally {
				release({
					folder,
					transaction
				}, !rootChanged);
			}
		}
	};
}));
// src/delivery/workspace.ts
/** The same bytes in a working tree; HEAD and the index are left alone. */
function toWorkspace({ root, durability, describe, afterReport }) {
	let target = null;
	return {
		describe,
		async recheck() {
			return null;
		},
		async participants({ changeSet }) {
			target = afterReport.use(await openDirectoryTarget({
				root,
				changeSet,
				durability
			}));
			return [target];
		},
		async landed({ report }) {
			const weaker = target?.weaker ?? [];
			return {
				kind: target?.nothingToDo === true ? "nothing-to-do" : "landed",
				facts: { warnings: [...report.warnings, ...weaker] }
			};
		}
	};
}
var init_workspace = __esmMin((() => {
	init_directory();
}));
// src/report/commit-message.ts
/** Subject, body and trailers (git-interpret-trailers(1)). Nobody's text can add a trailer of its own. */
function renderCommitMessage(message) {
	const { subject, body = "", digest, runId, requestedBy, coAuthor } = message;
	const trailers = [`Change-Set: ${digest}`, `Run: ${runId}`];
	if (requestedBy !== void 0) trailers.push(`Requested-by: ${oneLine(requestedBy)}`);
	if (coAuthor !== void 0) {
		const { login, id } = coAuthor;
		trailers.push(`Co-authored-by: ${login} <${id}+${login}@users.noreply.github.com>`);
	}
	return `${[
		renderSubject(subject),
		withoutTrailers(body),
		trailers.join("\n")
	].filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}
function renderSubject(text) {
	const line = oneLine(text);
	if (line === "" || ENDS_MESSAGE.test(line)) return "Change as requested";
	if (line.length <= SUBJECT_LENGTH) return line;
	return `${line.slice(0, 69).replace(/[\uD800-\uDBFF]$/, "").trimEnd()}...`;
}
function oneLine(text) {
	return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replaceAll(/ {2,}/g, " ").trim();
}
/** Only the last paragraph holds trailers; indented, ours cannot be taken for theirs wherever they stand. */
function withoutTrailers(body) {
	return body.replaceAll("\r\n", "\n").replaceAll("\0", "").trim().split("\n").map((line) => /^[A-Za-z][A-Za-z0-9-]*\s*:/.test(line) || ENDS_MESSAGE.test(line) ? `  ${line}` : line).join("\n");
}
/** The digest in a message's trailers; `null` unless there is exactly one such trailer. */
function readDigestTrailer(message) {
	const [, digest] = /^(sha256:[0-9a-f]{64})$/.exec(readTrailer(message, "change-set") ?? "") ?? [];
	return digest ?? null;
}
/** The address of the request that a commit was made for; `null` unless there is exactly one such trailer. */
function readRequestTrailer(message) {
	return readTrailer(message, "requested-by");
}
/** In the last paragraph, which is not the subject (git-interpret-trailers(1)). `key` is in lower case. */
function readTrailer(message, key) {
	const [, ...paragraphs] = message.trimEnd().split(/\n\s*\n/);
	const rows = (paragraphs.at(-1) ?? "").split("\n").flatMap((line) => {
		const [, name, value] = /^([A-Za-z0-9-]+)[ \t]*:(.*)$/.exec(line) ?? [];
		return name?.toLowerCase() === key ? [value?.trim() ?? ""] : [];
	});
	return rows.length === 1 ? rows[0] ?? null : null;
}
var SUBJECT_LENGTH, ENDS_MESSAGE;
var init_commit_message = __esmMin((() => {
	SUBJECT_LENGTH = 72;
	ENDS_MESSAGE = /^(?:---|#.*>8)/;
}));
// src/report/pull-request.ts
/** What a reviewer needs first: who asked for what, what changed, what guards and checks said, how to go on. */
function renderPullRequest(subject, report) {
	const { changeSet, agent } = report;
	const changes = changeSet?.changes ?? [];
	const asked = subject.requestUrl === null ? "this" : `[this](${subject.requestUrl})`;
	const findings = renderFindings(report);
	const review = report.guards.some(({ verdict }) => verdict === "review");
	const checks = renderChecks(report);
	const agentMs = report.phases.find(({ name }) => name === "agent")?.durationMs;
	return cut([
		review ? "> **Please look closely:** some of these changes need a person to agree, see the guards below." : "",
		subject.body.trim(),
		`@${subject.login} asked for ${asked}:`,
		quote$1(subject.asked),
		subject.fixes === null ? "" : `Fixes #${subject.fixes}`,
		`### What changed\n\n${renderChanges(changes)}`,
		`### Guards\n\n${findings === "" ? `All ${report.guards.length} guards allow it.` : findings}`,
		`### Checks\n\n${checks === "" ? "None are configured (`verify` in `.github/bot.yml`)." : checks}`,
		`### Made by\n\nAgent \`${agent?.name ?? "none"}\`${agentMs === void 0 ? "" : ` in ${renderDuration(agentMs)}`}, sandbox \`${agent?.sandbox ?? "none"}\`. Change set \`${changeSet?.digest ?? ""}\`; \`wholly verify\` recomputes it from the commit.`,
		`Comment \`${subject.mention} revise\` and what to change for one more commit, or \`${subject.mention} help\` for what else can be asked.`
	], `<!-- wholly:run=${report.runId} -->`);
}
function renderChanges(changes) {
	const rows = changes.slice(0, FILES_SHOWN).map((change) => {
		const mode = change.change === "delete" ? "" : MODES[change.mode] ?? "";
		return `| ${WORDS[change.change]} | ${renderPath(change.path)} | ${mode} |`;
	});
	const more = changes.length - rows.length;
	return [
		"| | path | |",
		"| --- | --- | --- |",
		...rows,
		...more > 0 ? [`| | and ${more} more | |`] : []
	].join("\n");
}
function quote$1(text) {
	const lines = (text.length > ASKED_SHOWN ? `${text.slice(0, ASKED_SHOWN)} ...` : text).split("\n").map((line) => `> ${escapeText(line)}`);
	return text.trim() === "" ? "" : lines.join("\n");
}
var FILES_SHOWN, ASKED_SHOWN, WORDS, MODES;
var init_pull_request = __esmMin((() => {
	init_comment();
	FILES_SHOWN = 100;
	ASKED_SHOWN = 500;
	WORDS = {
		add: "added",
		modify: "changed",
		delete: "deleted"
	};
	MODES = {
		"100755": "executable",
		"120000": "link"
	};
}));
// src/trigger/request-key.ts
/**
* The identity of a request: 64 hexadecimal digits, the same for every repeat of it. A request in a text is that text
* (its id and content), however often and by whichever event it is delivered. A prompt is itself together with what it
* is about; where it is about nothing, the delivery tells two of them apart.
*/
function requestKey(trigger) {
	const identity = JSON.stringify([
		"request",
		trigger.repository.id,
		...identityOf(trigger)
	]);
	return createHash("sha256").update(identity).digest("hex");
}
function identityOf(trigger) {
	const { comment, command, event, target } = trigger;
	const prompt = trigger.origin === "prompt" && command.kind === "implement" ? command.text : null;
	if (comment !== null) return [
		comment.kind,
		comment.id,
		comment.bodySha256,
		prompt
	];
	if (target === null) return [
		event.name,
		event.action,
		prompt,
		trigger.deliveryId
	];
	const head = target.kind === "pull-request" ? target.head?.oid ?? null : null;
	return [
		event.name,
		event.action,
		target.kind,
		target.number,
		head,
		prompt
	];
}
var init_request_key = __esmMin((() => {
	init__builtin_node_crypto();
}));
// src/trigger/request-branch.ts
/**
* Where the work of a request goes: `<prefix>issue-7-0123abcd`, always the same for the same request, so that a repeat
* finds what is already there. Throws `MalformedBranchName` for a prefix that no branch can begin with.
*/
function branchNameFor(trigger, prefix) {
	const { target } = trigger;
	return parseBranchName(`${prefix}${target === null ? "request" : `${target.kind}-${target.number}`}-${requestKey(trigger).slice(0, 8)}`);
}
var init_request_branch = __esmMin((() => {
	init_branch_name();
	init_request_key();
}));
// src/host/thread.ts
/**
* Reacts with eyes. The host answers 201 once and 200 ever after, which tells a repeat of the request at no cost:
* https://docs.github.com/en/rest/reactions/reactions#create-reaction-for-an-issue-comment
* A review itself takes no reaction; there the issue of the pull request gets it.
*/
async function accept(api, thread) {
	const { owner, name } = thread.repository;
	const repository = {
		owner,
		repo: name,
		content: "eyes"
	};
	const { said } = thread;
	const { status, data } = await repeat(() => said.kind === "issue-comment" ? api.request("POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", {
		...repository,
		comment_id: said.id
	}) : said.kind === "review-comment" ? api.request("POST /repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions", {
		...repository,
		comment_id: said.id
	}) : api.request("POST /repos/{owner}/{repo}/issues/{issue_number}/reactions", {
		...repository,
		issue_number: thread.number
	}));
	const { user } = reactionShape.parse(data);
	return {
		first: (said.kind === "issue-comment" || said.kind === "review-comment") && status === 201,
		self: user
	};
}
/** The text as it stands now; `null` where it was deleted. */
async function readSaid(api, thread) {
	const { owner, name } = thread.repository;
	const repository = {
		owner,
		repo: name
	};
	const { said } = thread;
	try {
		const { data } = said.kind === "issue-comment" ? await api.request("GET /repos/{owner}/{repo}/issues/comments/{comment_id}", {
			...repository,
			comment_id: said.id
		}) : said.kind === "review-comment" ? await api.request("GET /repos/{owner}/{repo}/pulls/comments/{comment_id}", {
			...repository,
			comment_id: said.id
		}) : said.kind === "review" ? await api.request("GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}", {
			...repository,
			pull_number: thread.number,
			review_id: said.id
		}) : await api.request("GET /repos/{owner}/{repo}/issues/{issue_number}", {
			...repository,
			issue_number: thread.number
		});
		return object({ body: string().nullish() }).parse(data).body ?? "";
	} catch (error) {
		const status = statusOf(error);
		if (status === 404 || status === 410) return null;
		throw error;
	}
}
/**
* Finds our comment by its marker and our own author id (a person may paste a marker), or creates it. When the
* answer to the creation is lost, it is looked up before anything else.
*/
async function openTrackingComment(api, thread, accepted, isOurs, body) {
	const existing = accepted.first ? null : await findComment(api, thread, accepted.self.id, isOurs);
	if (existing !== null) {
		await updateComment(api, thread, existing, body);
		return existing;
	}
	try {
		const { data } = await api.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
			owner: thread.repository.owner,
			repo: thread.repository.name,
			issue_number: thread.number,
			body: body.slice(0, LONGEST_COMMENT)
		});
		const { id, html_url: url } = commentShape.parse(data);
		return {
			id,
			url
		};
	} catch (error) {
		if (!isFault(error)) throw error;
		const created = await findComment(api, thread, accepted.self.id, isOurs);
		if (created === null) throw error;
		return created;
	}
}
async function updateComment(api, thread, comment, body) {
	await repeat(() => api.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
		owner: thread.repository.owner,
		repo: thread.repository.name,
		comment_id: comment.id,
		body: body.slice(0, LONGEST_COMMENT)
	}));
}
/** For writes that say the same however often they are said: these alone may follow a fault with another try. */
async function repeat(write) {
	for (let attempt = 1;; attempt += 1) try {
		return await write();
	} catch (error) {
		if (!isFault(error) || attempt === ATTEMPTS) throw error;
		await setTimeout$1(200 * attempt);
	}
}
async function findComment(api, thread, self, isOurs) {
	for (let page = 1; page <= PAGES; page += 1) {
		const { data } = await api.request("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
			owner: thread.repository.owner,
			repo: thread.repository.name,
			issue_number: thread.number,
			per_page: PAGE,
			page
		});
		const comments = array(commentShape).parse(data);
		const ours = comments.find(({ user, body }) => user?.id === self && isOurs(body ?? ""));
		if (ours !== void 0) return {
			id: ours.id,
			url: ours.html_url
		};
		if (comments.length < PAGE) return null;
	}
	return null;
}
var reactionShape, commentShape, LONGEST_COMMENT, ATTEMPTS, PAGE, PAGES;
var init_thread = __esmMin((() => {
	init_promises();
	init_zod();
	init_api();
	reactionShape = object({ user: object({
		id: number().int(),
		login: string()
	}) });
	commentShape = object({
		id: number().int(),
		html_url: string(),
		body: string().nullish(),
		user: object({ id: number().int() }).nullish()
	});
	LONGEST_COMMENT = 65536;
	ATTEMPTS = 3;
	PAGE = 100;
	PAGES = 50;
}));
// src/host/permission.ts
/**
* What the host says the user may do in the repository, as it says it; `null` where it knows of nobody.
* https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
*/
async function readPermission(api, repository, login) {
	try {
		const { data } = await api.request("GET /repos/{owner}/{repo}/collaborators/{username}/permission", {
			owner: repository.owner,
			repo: repository.name,
			username: login
		});
		return data;
	} catch (error) {
		if (statusOf(error) === 404) return null;
		throw error;
	}
}
/** The numeric id behind a login; `null` where there is no such user. */
async function readUserId(api, login) {
	try {
		const { data } = await api.request("GET /users/{username}", { username: login });
		return object({ id: number().int() }).parse(data).id;
	} catch (error) {
		if (statusOf(error) === 404) return null;
		throw error;
	}
}
var init_permission$1 = __esmMin((() => {
	init_zod();
	init_api();
}));
// src/trigger/actor.ts
/** The one gate. Both the writer and the sender must pass it, each by numeric id and type and never by login. */
function judgeActor(question) {
	const { actor, sender, permissions, self } = question;
	if (actor.id === self || sender.id === self) return silent("the bot does not listen to itself");
	return objectionTo(actor, permissions.actor, question) ?? objectionTo(sender, permissions.sender, question) ?? { kind: "may-ask" };
}
function objectionTo(account, permission, question) {
	if (account.type === "Bot") return question.allowedBots.includes(account.id) ? null : silent(`${nameOf$1(account)} is not an allowed bot`);
	if (account.type !== "User") return silent(`${nameOf$1(account)} is neither a person nor a bot`);
	if (mayWrite.has(permission) || question.allowedUsers.includes(account.id)) return null;
	return silent(`${nameOf$1(account)} may not write here (${permission})`);
}
function nameOf$1(account) {
	return `${account.login} (${account.type} ${account.id})`;
}
function silent(why) {
	return {
		kind: "silent",
		why
	};
}
var mayWrite;
var init_actor = __esmMin((() => {
	mayWrite = /* @__PURE__ */ new Set([
		"write",
		"maintain",
		"admin"
	]);
}));
// src/trigger/allow-list.ts
/**
* Reads the entries of `allowed-bots` or `allowed-users`, each a login (`renovate[bot]`, with or without `@`) or a
* numeric id; digits alone are an id. Throws `MalformedAllowList`, for `*` too: everybody is never a list.
*/
function parseAllowList(entries) {
	const ids = [];
	const logins = [];
	for (const entry of entries) {
		const name = entry.trim().replace(/^@/, "");
		if (/^[1-9][0-9]{0,14}$/.test(name)) ids.push(Number(name));
		else if (/^(?![0-9]+$)[A-Za-z0-9_][A-Za-z0-9_-]{0,99}(?:\[bot\])?$/.test(name)) logins.push(name);
		else throw new MalformedAllowList(entry);
	}
	return {
		ids,
		logins
	};
}
var MalformedAllowList;
var init_allow_list = __esmMin((() => {
	MalformedAllowList = class extends Error {
		name = "MalformedAllowList";
		code = "EALLOW";
		entry;
		constructor(entry) {
			super(`${JSON.stringify(entry.slice(0, 100))} is neither a login nor a numeric id (there is no wildcard)`);
			this.entry = entry;
		}
	};
}));
// src/trigger/permission.ts
/**
* Reads the answer of `GET /repos/{owner}/{repo}/collaborators/{login}/permission` about `account`. `role_name` is the
* finer word; a role that an organisation made itself counts as the `permission` it is built on. Anything else is
* `none`, and so is an answer about another id: the login may have changed hands since the event.
*/
function parsePermission(answer, account) {
	const shape = answerShape.safeParse(answer);
	if (!shape.success || shape.data.user.id !== account.id) return "none";
	const { role_name: role, permission } = shape.data;
	return permissions.find((known) => known === role) ?? permissions.find((known) => known === permission) ?? "none";
}
var permissions, answerShape;
var init_permission = __esmMin((() => {
	init_zod();
	permissions = [
		"none",
		"read",
		"triage",
		"write",
		"maintain",
		"admin"
	];
	answerShape = object({
		permission: string(),
		role_name: string().nullish(),
		user: object({ id: number() })
	});
}));
// src/request/gate.ts
/** Asks the host what the asker may do, and judges it. Asked when a request comes in, and again before it is published. */
async function checkGate(api, trigger, guests, self) {
	const { actor, sender, repository } = trigger;
	const known = /* @__PURE__ */ new Map();
	async function permissionOf(account) {
		if (account.type !== "User") return "none";
		const permission = known.get(account.id) ?? parsePermission(await readPermission(api, repository, account.login), account);
		known.set(account.id, permission);
		return permission;
	}
	const permissions = {
		actor: await permissionOf(actor),
		sender: await permissionOf(sender)
	};
	const someBot = actor.type === "Bot" || sender.type === "Bot";
	const [bots, users] = [parseAllowList(guests.bots), parseAllowList(guests.users)];
	return judgeActor({
		actor,
		sender,
		permissions,
		allowedBots: someBot ? await idsOf(api, bots) : [],
		allowedUsers: await idsOf(api, users),
		self
	});
}
async function idsOf(api, { ids, logins }) {
	const found = await Promise.all(logins.map((login) => readUserId(api, login)));
	return [...ids, ...found.filter((id) => id !== null)];
}
var init_gate = __esmMin((() => {
	init_permission$1();
	init_actor();
	init_allow_list();
	init_permission();
}));
// src/request/pins.ts
/** Whether all that the request was pinned to is still so; asked right before the first write. */
async function recheckPins(api, trigger, thread, guests, head) {
	const { comment, repository, target } = trigger;
	if (comment !== null && thread !== null) {
		const body = await readSaid(api, thread);
		if (body === null) return stale("EDELETED", "the comment that asked was deleted");
		if (createHash("sha256").update(body).digest("hex") !== comment.bodySha256) return stale("EEDITED", "the comment that asked was edited");
	}
	if (trigger.origin !== "prompt" || target !== null) {
		if ((await checkGate(api, trigger, guests, null)).kind === "silent") return stale("ELOSTPERMISSION", "who asked may no longer write here");
	}
	if (target?.kind === "pull-request" && head !== null) {
		const now = await readPullRequest(api, repository, target.number);
		if (now.state !== "open") return stale("ECLOSED", "the pull request was closed");
		if (now.head.sha !== head) return stale("EMOVED", "the head of the pull request moved");
	}
	return null;
}
function stale(code, what) {
	return new TargetRefusal("conflict", code, `${what} while the run worked`, "Ask again in a new comment.");
}
var init_pins = __esmMin((() => {
	init__builtin_node_crypto();
	init_participant();
	init_pull_request$1();
	init_thread();
	init_gate();
}));
// src/request/prompt.ts
/** What an agent is told: the request first, then what people wrote around it, marked as theirs. */
function renderPrompt(trigger) {
	const { target, comment } = trigger;
	const asked = askedOf(trigger);
	const parts = [asked === "" ? "Do what is described below." : asked];
	if (target !== null) {
		const noun = target.kind === "issue" ? "issue" : "pull request";
		parts.push(`The ${noun} #${target.number}, as people wrote it:\n\n${border(`${target.title}\n\n${target.body}`.trim())}`);
	}
	if (comment?.kind === "review-comment") {
		const { path, line } = comment.place;
		parts.push(`The comment stands at ${JSON.stringify(path)}${line === null ? "" : `, line ${line}`}, on:\n\n${border(comment.place.diffHunk)}`);
	}
	return `${parts.join("\n\n")}\n`;
}
/** The texts of the request in their authors' words, for the driver that applies the diffs in them. */
function textsOf(trigger) {
	const { target, comment } = trigger;
	const texts = [];
	const asked = askedOf(trigger);
	if (comment?.kind === "review-comment" && comment.place.line !== null && comment.place.side === "RIGHT") {
		const { path, startLine, line } = comment.place;
		texts.push({
			text: asked,
			position: {
				path,
				startLine,
				line
			}
		});
	} else if (asked !== "") texts.push({ text: asked });
	if (target?.kind === "issue" && comment?.kind !== "issue-body" && trigger.origin === "mention") texts.push({ text: target.body });
	return texts;
}
/** What was asked in free text; empty where the issue says it all. */
function askedOf({ command }) {
	return "text" in command ? command.text : "";
}
/** Each line marked, so that nothing in the text can end it. */
function border(text) {
	return text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => `| ${line}`).join("\n");
}
var init_prompt = __esmMin((() => {}));
// src/request/order.ts
/** The delivery of one request: its commit, its texts, its target and what is asked again right before the write. */
function planDelivery({ trigger, asked: asking, thread, terms, ground, base, pullRequest, runId }) {
	const { api, remote, git, mode, identity } = terms;
	const { repository, actor, target } = trigger;
	const requestUrl = trigger.comment?.htmlUrl ?? target?.htmlUrl ?? null;
	const asked = askedOf(trigger);
	const title = terms.title || target?.title || asked.split("\n")[0] || "Change as requested";
	const time = Math.floor(Date.parse(trigger.comment?.createdAt ?? "") / 1e3) || Math.floor(Date.now() / 1e3);
	function describe({ digest }) {
		return {
			message: renderCommitMessage({
				subject: terms.commitMessage || title,
				digest,
				runId,
				...requestUrl !== null && { requestedBy: requestUrl },
				coAuthor: actor
			}),
			author: identity,
			committer: identity,
			time
		};
	}
	if (mode === "dry-run") return toNothing(git, terms.store, describe);
	if (terms.workspace !== null) return toWorkspace({
		root: terms.workspace.workTree ?? "",
		durability: "power",
		describe,
		afterReport: terms.afterReport
	});
	const recheck = () => recheckPins(api, asking, thread, terms.guests, ground.revised === null ? null : base);
	const common = {
		api,
		remote,
		repository,
		describe,
		recheck
	};
	if (ground.revised !== null || mode === "commit") return toHost(git, {
		...common,
		branch: ground.branch,
		expected: base,
		isOwn: null,
		revised: ground.revised,
		pullRequest: null
	});
	const { draft, labels, reviewers } = pullRequest;
	return toHost(git, {
		...common,
		branch: branchNameFor(trigger, terms.branchPrefix),
		expected: null,
		isOwn: (commit) => isMadeBy(identity, requestUrl, commit),
		revised: null,
		pullRequest: mode === "branch" ? null : {
			base: ground.branch,
			title: renderSubject(title),
			draft,
			renderBody: (report) => renderPullRequest({
				login: actor.login,
				requestUrl,
				fixes: target?.number ?? null,
				asked: asked || title,
				body: terms.body,
				mention: terms.mention
			}, report),
			decoration: {
				labels,
				reviewers,
				...terms.decoration
			}
		}
	});
}
/** Whoever puts a commit on top, or makes ours anew, leaves another committer. */
function isMadeBy({ email }, requestUrl, commit) {
	const end = commit.indexOf("\n\n");
	const message = commit.slice(end + 2);
	const [, committer] = /^committer .*<([^<>\n]*)> /m.exec(commit.slice(0, end)) ?? [];
	return committer === email && readDigestTrailer(message) !== null && readRequestTrailer(message) === requestUrl;
}
var init_order = __esmMin((() => {
	init_dry_run();
	init_host();
	init_workspace();
	init_commit_message();
	init_pull_request();
	init_request_branch();
	init_pins();
	init_prompt();
}));
// src/agent/agent.ts
/** The outcome of an agent that has no sessions, turns or tokens to tell of. */
function plainOutcome(status, reason, code) {
	return {
		status,
		...code !== void 0 && { code },
		reason,
		sessionId: null,
		turns: null,
		tokens: null,
		denials: 0
	};
}
var init_agent = __esmMin((() => {}));
// src/agent/command.ts
/** Any program: it reads the prompt from standard input and edits the files of its working directory. */
function commandAgent(argv, sandbox) {
	return {
		name: "command",
		sandboxed: true,
		async run(task, onEvent) {
			const texts = {
				stdout: new TextDecoder(),
				stderr: new TextDecoder()
			};
			return outcomeOf(await sandbox.run({
				argv,
				cwd: task.directory,
				env: task.env,
				input: task.prompt,
				hosts: task.hosts,
				limits: {
					...ownLimits,
					wallMs: task.limits.wallMs,
					outputBytes: task.limits.outputBytes
				},
				...task.signal && { signal: task.signal },
				onOutput(stream, bytes) {
					const text = texts[stream].decode(bytes, { stream: true });
					if (text !== "") onEvent({
						kind: "output",
						stream,
						text
					});
				}
			}), task.limits);
		}
	};
}
function outcomeOf(exit, limits) {
	switch (exit.kind) {
		case "exited": {
			if (exit.exitCode === 0) {
				const answer = exit.stdout.text.trim();
				return {
					...plainOutcome("completed", "The agent finished."),
					...answer !== "" && { answer }
				};
			}
			const said = lastLine(exit.stderr.text) ?? lastLine(exit.stdout.text);
			return plainOutcome("failed", `The agent ended with exit code ${exit.exitCode}${said === null ? "." : `: ${said}`}`, "EAGENTEXIT");
		}
		case "killed": return plainOutcome("failed", `The agent was ended by ${exit.signal}.`, "EAGENTKILLED");
		case "timed-out": return plainOutcome("timed-out", `The agent ran longer than ${limits.wallMs / 1e3} seconds.`, "EAGENTTIME");
		case "flooded": return plainOutcome("limit", `The agent printed more than ${limits.outputBytes} bytes.`, "EAGENTOUTPUT");
		case "cancelled": return plainOutcome("cancelled", "The agent was stopped on request.", "ECANCELLED");
		case "not-found": return missing(exit.program);
	}
}
function missing(program) {
	const line = Object.hasOwn(installLines, program) ? installLines[program] : void 0;
	return plainOutcome("missing", `The agent's program ${program} was not found. ${line === void 0 ? "Install it, or name another one." : `Install it with: ${line}`}`, "ENOAGENT");
}
/** The last line that says something, short enough for a sentence, without control characters. */
function lastLine(text) {
	const line = text.trimEnd().split("\n").at(-1)?.replaceAll(/\p{Cc}/gu, " ").trim() ?? "";
	return line === "" ? null : line.slice(0, 300);
}
var installLines, ownLimits;
var init_command = __esmMin((() => {
	init_agent();
	installLines = {
		claude: "npm install --global @anthropic-ai/claude-code",
		codex: "npm install --global @openai/codex",
		copilot: "npm install --global @github/copilot",
		gemini: "npm install --global @google/gemini-cli",
		opencode: "npm install --global opencode-ai"
	};
	ownLimits = {
		processes: 2048,
		fileBytes: 2 * 1024 ** 3
	};
}));
// src/agent/patch-refused.ts
var PatchRefused;
var init_patch_refused = __esmMin((() => {
	PatchRefused = class extends Error {
		name = "PatchRefused";
		code;
		constructor(code, message, options) {
			super(message, options);
			this.code = code;
		}
	};
}));
// src/agent/path-guard.ts
/** `git apply` refuses these as well; a wall of our own stands before it because diffs come from anybody. */
function guardPath(path) {
	if (path === "" || path.startsWith("/")) refuse(path, "is absolute or empty");
	if (/[\p{Cc}\\]/u.test(path)) refuse(path, "has a control character or backslash in its name");
	for (const part of path.split("/")) {
		if (part === "" || part === "." || part === "..") refuse(path, "is no plain path below the repository");
		if (isGitDirectory(part)) refuse(path, "is inside git's own directory");
	}
}
/** Also what HFS+ (ignores format characters) and NTFS (drops trailing dots and spaces, streams, short names) read so. */
function isGitDirectory(part) {
	const plain = part.replaceAll(/\p{Cf}/gu, "").toLowerCase().split(":")[0]?.replace(/[. ]+$/, "");
	return plain === ".git" || plain === "git~1";
}
function refuse(path, why) {
	const shown = path.replaceAll(/\p{Cc}/gu, "?").slice(0, 200);
	throw new PatchRefused("EDIFFPATH", `The request names "${shown}", which ${why}.`);
}
/** The bytes of a regular file below the directory, reached through no link; `null` when there is none such. */
async function readPlainFile(directory, path) {
	const parts = path.split("/");
	for (let depth = 1; depth <= parts.length; depth += 1) {
		const at = join$1(directory, ...parts.slice(0, depth));
		const found = await lstat(at).catch(() => null);
		if (found === null) return null;
		if (depth < parts.length ? !found.isDirectory() : !found.isFile()) return null;
	}
	return await readFile$1(join$1(directory, path));
}
var init_path_guard = __esmMin((() => {
	init_promises$2();
	init__builtin_node_path();
	init_patch_refused();
}));
// src/agent/crlf.ts
/**
* A comment box cannot carry carriage returns, so a diff for a file that ends every line with CRLF comes without them
* and would fit nowhere: its hunks get them back. Diffs that have some already are left as they are.
*/
async function withFileEndings(diff, directory) {
	const lines = [...diff.lines];
	for (const { oldPath, body } of diff.sections) {
		if (oldPath === null || body.some((index) => lines[index]?.endsWith("\r") === true)) continue;
		const content = await readPlainFile(directory, oldPath);
		if (content === null || !endsEveryLineWithCrlf(content)) continue;
		for (const index of body) if (lines[index + 1]?.startsWith("\\") !== true) lines[index] += "\r";
	}
	return {
		...diff,
		lines
	};
}
function endsEveryLineWithCrlf(content) {
	const text = content.toString("latin1");
	return text.includes("\r\n") && !/(?<!\r)\n/.test(text);
}
var init_crlf = __esmMin((() => {
	init_path_guard();
}));
// src/agent/diff-sections.ts
/**
* Lists what a unified or git diff touches, without believing its hunk counts (git checks those), and refuses paths
* that no diff may name. Diffs written without the `a/` and `b/` prefixes get them. Throws {@link PatchRefused}.
*/
function parseDiff(lines) {
	const drafts = scan(lines);
	if (drafts.length === 0) throw new PatchRefused("EDIFFEMPTY", "The diff names no file and has no hunk.");
	const rewritten = drafts.some(({ binary }) => binary) ? [...lines, ""] : [...lines];
	return {
		lines: rewritten,
		sections: drafts.map((draft) => finish(draft, rewritten)),
		overrun: drafts.map(({ overrun }) => overrun).filter((line) => line !== null)[0] ?? null
	};
}
function scan(lines) {
	const drafts = [];
	let draft;
	for (const [index, line] of lines.entries()) {
		const inHeader = draft?.git === true && draft.hunks === 0 && !draft.binary;
		if (line.startsWith("diff --git ")) {
			draft = newDraft(true, index);
			drafts.push(draft);
		} else if (inHeader && draft) readGitHeader(draft, line, index);
		else if (startsPlainSection(lines, index, draft)) {
			draft = newDraft(false, index);
			draft.old = {
				at: index,
				name: nameIn(line.slice(4))
			};
			draft.new = {
				at: index + 1,
				name: nameIn(lines[index + 1]?.slice(4) ?? "")
			};
			drafts.push(draft);
		} else if (draft && line.startsWith("@@")) readHunkHeader(draft, line, index);
		else if (draft && draft.hunks > 0 && /^[ +-]|^$/.test(line)) readBody(draft, line, index);
		else if (/^(?:Binary files .* differ|Only in .*: .*)$/.test(line)) {
			const reason = `Line ${index + 1} of the diff tells of a file without giving its content.`;
			throw new PatchRefused("EDIFFCORRUPT", reason);
		}
	}
	return drafts;
}
function newDraft(git, header) {
	return {
		git,
		header,
		hunks: 0,
		left: {
			old: 0,
			new: 0
		},
		overrun: null,
		acts: false,
		binary: false,
		body: []
	};
}
/** Inside hunks `--- x` may be a removed line; there only the whole head of a file, hunk included, begins a new one. */
function startsPlainSection(lines, index, draft) {
	if (!lines[index]?.startsWith("--- ") || !lines[index + 1]?.startsWith("+++ ")) return false;
	return draft === void 0 || draft.hunks === 0 || lines[index + 2]?.startsWith("@@") === true;
}
function readGitHeader(draft, line, index) {
	if (line.startsWith("@@")) readHunkHeader(draft, line, index);
	else if (line.startsWith("--- ")) draft.old = {
		at: index,
		name: nameIn(line.slice(4))
	};
	else if (line.startsWith("+++ ")) draft.new = {
		at: index,
		name: nameIn(line.slice(4))
	};
	else if (line.startsWith("GIT binary patch") || line.startsWith("Binary files ")) {
		draft.binary = true;
		draft.acts = true;
	} else if (gitAct.test(line)) draft.acts = true;
	const [, direction, name = ""] = /^(?:rename|copy) (from|to) (.*)$/.exec(line) ?? [];
	if (direction === "from") draft.renamedFrom = nameIn(name) ?? "";
	if (direction === "to") draft.renamedTo = nameIn(name) ?? "";
	if (/^(?:index .* |(?:new|deleted) file mode |(?:old|new) mode )160000$/.test(line)) throw new PatchRefused("EDIFFPATH", "The diff changes a submodule, which cannot be part of a change.");
}
function readHunkHeader(draft, line, index) {
	const counts = hunkHeader.exec(line);
	if (counts === null) {
		const reason = `Line ${index + 1} of the diff is not a hunk header of the form "@@ -1,3 +1,4 @@".`;
		throw new PatchRefused("EDIFFCORRUPT", reason);
	}
	draft.hunks += 1;
	draft.left = {
		old: Number(counts[1] ?? 1),
		new: Number(counts[2] ?? 1)
	};
}
/**
* Git stops reading a hunk where its header says it ends and skips what follows: changes there would be lost without a
* word. The signature line of `git format-patch` is no change.
*/
function readBody(draft, line, index) {
	const { left } = draft;
	if (left.old <= 0 && left.new <= 0) {
		if (/^[+-]/.test(line) && !/^-- ?$/.test(line)) draft.overrun ??= index + 1;
		if (!/^[+-]/.test(line)) return;
	}
	draft.body.push(index);
	if (!line.startsWith("+")) left.old -= 1;
	if (!line.startsWith("-")) left.new -= 1;
}
function finish(draft, lines) {
	if (draft.hunks === 0 && !draft.acts) throw new PatchRefused("EDIFFEMPTY", `The diff names a file on line ${draft.header + 1} and has no hunk for it.`);
	const pair = namesOf(draft, lines[draft.header] ?? "");
	if (!pair.prefixed) addPrefixes(draft, lines);
	const oldPath = draft.renamedFrom ?? (pair.prefixed ? withoutPrefix(pair.old) : pair.old);
	const newPath = draft.renamedTo ?? (pair.prefixed ? withoutPrefix(pair.new) : pair.new);
	for (const path of [oldPath, newPath]) if (path !== null) guardPath(path);
	if (oldPath === null && newPath === null) throw new PatchRefused("EDIFFCORRUPT", `The diff names no file on line ${draft.header + 1}.`);
	return {
		oldPath,
		newPath,
		body: draft.body
	};
}
function namesOf(draft, header) {
	if (draft.git) {
		const names = gitHeaderNames(header.slice(11));
		const same = names !== null && names[0] === names[1];
		if (draft.old && draft.new) return {
			old: draft.old.name,
			new: draft.new.name,
			prefixed: !same
		};
		if (names !== null) return {
			old: names[0],
			new: names[1],
			prefixed: !same
		};
		return {
			old: null,
			new: null,
			prefixed: true
		};
	}
	const before = draft.old?.name ?? null;
	const after = draft.new?.name ?? null;
	return {
		old: before,
		new: after,
		prefixed: isPrefixed(before, after)
	};
}
function isPrefixed(before, after) {
	if (before === null) return after?.startsWith("b/") === true;
	if (after === null) return before.startsWith("a/");
	return before !== after && withoutPrefix(before) === withoutPrefix(after);
}
/** Git takes the first component off, and every slash behind it is kept here so that the guard sees it. */
function withoutPrefix(name) {
	return name === null ? null : name.slice(name.indexOf("/") + 1);
}
function addPrefixes(draft, lines) {
	const put = (at, start, prefix) => {
		lines[at] = start + withPrefix((lines[at] ?? "").slice(start.length), prefix);
	};
	if (draft.old && draft.old.name !== null) put(draft.old.at, "--- ", "a/");
	if (draft.new && draft.new.name !== null) put(draft.new.at, "+++ ", "b/");
	if (!draft.git) return;
	const rest = (lines[draft.header] ?? "").slice(11);
	const half = (rest.length - 1) / 2;
	lines[draft.header] = `diff --git ${withPrefix(rest.slice(0, half), "a/")} ${withPrefix(rest.slice(half + 1), "b/")}`;
}
function withPrefix(name, prefix) {
	return name.startsWith("\"") ? `"${prefix}${name.slice(1)}` : prefix + name;
}
/** The two names of `diff --git`: of equal length when only their prefixes differ, which is all this is asked for. */
function gitHeaderNames(rest) {
	const half = (rest.length - 1) / 2;
	if (!Number.isInteger(half) || rest[half] !== " ") return null;
	const before = nameIn(rest.slice(0, half));
	const after = nameIn(rest.slice(half + 1));
	if (before === null || after === null) return null;
	return before === after || withoutPrefix(before) === withoutPrefix(after) ? [before, after] : null;
}
/** A name as `---`, `+++` and `rename` lines carry it: up to a tab, or quoted the C way. */
function nameIn(text) {
	const bare = text.replace(/\r$/, "");
	if (bare.startsWith("\"")) return unquote(bare);
	const name = bare.split("	")[0]?.trimEnd() ?? "";
	return name === "/dev/null" ? null : name;
}
/** Undoes git's C-style quoting; bytes that are no UTF-8 make a name nobody can carry. */
function unquote(text) {
	const bytes = [];
	const end = /^"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
	if (end === void 0) throw new PatchRefused("EDIFFCORRUPT", "The diff has a quoted file name without an end.");
	for (const [part] of end.matchAll(/\\[0-7]{3}|\\.|[^\\]+/g)) if (!part.startsWith("\\")) bytes.push(...Buffer.from(part));
	else if (part.length === 4) bytes.push(Number.parseInt(part.slice(1), 8) & 255);
	else bytes.push(escapes[part.slice(1)] ?? 0);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes));
	} catch (cause) {
		throw new PatchRefused("EDIFFPATH", "The diff names a file that is not UTF-8.", { cause });
	}
}
var hunkHeader, gitAct, escapes;
var init_diff_sections = __esmMin((() => {
	init_patch_refused();
	init_path_guard();
	hunkHeader = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;
	gitAct = /^(?:old mode|new mode|new file mode|deleted file mode|rename from|copy from) /;
	escapes = {
		a: 7,
		b: 8,
		t: 9,
		n: 10,
		v: 11,
		f: 12,
		r: 13,
		"\"": 34,
		"\\": 92
	};
}));
// src/agent/fences.ts
/**
* The fenced code blocks of a text that its readers can see (https://spec.commonmark.org/0.31.2/#fenced-code-blocks).
* Quoted blocks belong to somebody else, and what stands in an HTML comment was not seen by whoever asked for it:
* both are left out. GitHub's comment box sends CRLF; the carriage returns go when every line has one.
*/
function parseFences(text) {
	const fences = [];
	let open = null;
	let hidden = false;
	for (const line of linesOf(text)) {
		if (open !== null) {
			if (closes(line, open.mark)) {
				fences.push({
					language: open.language,
					lines: open.lines
				});
				open = null;
			} else open.lines.push(withoutIndent(line, open.indent));
			continue;
		}
		hidden = hidden ? !line.includes("-->") : /^ {0,3}<!--(?!.*-->)/.test(line);
		if (hidden) continue;
		const [, indent = "", mark = "", language = ""] = opening.exec(line) ?? [];
		if (mark !== "") open = {
			indent: indent.length,
			mark,
			language: language.toLowerCase(),
			lines: []
		};
	}
	if (open !== null) fences.push({
		language: open.language,
		lines: open.lines
	});
	return fences;
}
function linesOf(text) {
	const lines = text.split("\n");
	const ended = lines.slice(0, -1);
	return ended.length > 0 && ended.every((line) => line.endsWith("\r")) ? lines.map((line) => line.endsWith("\r") ? line.slice(0, -1) : line) : lines;
}
function closes(line, mark) {
	const [, run = ""] = /^ {0,3}(`+|~+)[ \t\r]*$/.exec(line) ?? [];
	return run.startsWith(mark);
}
function withoutIndent(line, indent) {
	const spaces = /^ */.exec(line)?.[0].length ?? 0;
	return line.slice(Math.min(indent, spaces));
}
var opening;
var init_fences = __esmMin((() => {
	opening = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})[ \t]*([^\s`]*)/;
}));
// src/sandbox/capture.ts
/** Collects one stream in bounded memory: its first and its last 64 KiB. */
function openCapture() {
	let head = Buffer.alloc(0);
	let tail = Buffer.alloc(0);
	let total = 0;
	return {
		push(bytes) {
			total += bytes.byteLength;
			const room = keptBytes - head.byteLength;
			if (room > 0) head = Buffer.concat([head, bytes.subarray(0, room)]);
			if (bytes.byteLength <= room) return;
			const rest = bytes.subarray(Math.max(room, bytes.byteLength - keptBytes));
			tail = Buffer.concat([tail.subarray(Math.max(0, tail.byteLength + rest.byteLength - keptBytes)), rest]);
		},
		captured() {
			const omitted = total - head.byteLength - tail.byteLength;
			if (omitted === 0) return {
				text: Buffer.concat([head, tail]).toString(),
				bytes: total,
				omitted
			};
			const gap = `\n[${omitted} bytes left out]\n`;
			return {
				text: head.toString() + gap + tail.toString(),
				bytes: total,
				omitted
			};
		}
	};
}
var keptBytes;
var init_capture = __esmMin((() => {
	keptBytes = 65536;
}));
// src/sandbox/descriptors.ts
/**
* Descriptors beyond the standard three that a child would inherit. Node opens its own close-on-exec; these are what
* whoever started us left open, and nothing for an agent: a pipe to a terminal, a lock, somebody's log. Looked for once.
*/
function leakyDescriptors() {
	inherited ??= findLeaky();
	return inherited;
}
function findLeaky() {
	if (process.platform !== "linux") return [];
	return readdirSync("/proc/self/fdinfo").map(Number).filter((descriptor) => descriptor > 2 && !closesOnExec(descriptor));
}
function closesOnExec(descriptor) {
	try {
		const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, "latin1"))?.[1];
		return (Number.parseInt(flags ?? "0", 8) & closeOnExec) !== 0;
	} catch {
		return true;
	}
}
var closeOnExec, inherited;
var init_descriptors = __esmMin((() => {
	init__builtin_node_fs();
	closeOnExec = 524288;
}));
// src/sandbox/sandbox.ts
var SandboxUnavailable, SandboxFailed;
var init_sandbox = __esmMin((() => {
	SandboxUnavailable = class extends Error {
		name = "SandboxUnavailable";
		code = "ENOSANDBOX";
	};
	SandboxFailed = class extends Error {
		name = "SandboxFailed";
		code = "ESANDBOX";
	};
}));
// src/sandbox/child.ts
/**
* Starts one process group and sees it to its end: limits, cancellation, bounded output. The group is gone when the
* promise settles, the leash pulled.
*/
async function runChild(command, launch, leash) {
	const started = performance.now();
	const stdout = openCapture();
	const stderr = openCapture();
	const output = () => ({
		stdout: stdout.captured(),
		stderr: stderr.captured(),
		durationMs: Math.round(performance.now() - started)
	});
	if (command.signal?.aborted === true) return {
		kind: "cancelled",
		...output()
	};
	const feeds = launch.feeds ?? [];
	const devNull = openSync("/dev/null", "r+");
	const child = spawn(launch.file, launch.args, {
		cwd: launch.cwd,
		env: launch.env,
		detached: true,
		stdio: [
			"pipe",
			"pipe",
			"pipe",
			...planDescriptors(feeds.length + (launch.onStatus ? 1 : 0), devNull)
		]
	});
	closeSync(devNull);
	if (!child.stdin || !child.stdout || !child.stderr) throw new SandboxFailed("A process came without its pipes");
	const left = new Promise((resolve, reject) => {
		child.once("exit", (code, signal) => resolve({
			code,
			signal
		}));
		child.once("error", reject);
	});
	const closed = new Promise((resolve) => child.once("close", () => resolve()));
	if (child.pid !== void 0) leash.hold(child.pid);
	const ending = Promise.withResolvers();
	let bytes = 0;
	const listen = (name, stream, capture) => {
		stream.on("data", (chunk) => {
			const room = command.limits.outputBytes - bytes;
			bytes += chunk.byteLength;
			const kept = chunk.subarray(0, Math.max(0, room));
			if (kept.byteLength > 0) {
				capture.push(kept);
				command.onOutput?.(name, kept);
			}
			if (chunk.byteLength > room) ending.resolve("flooded");
		});
	};
	listen("stdout", child.stdout, stdout);
	listen("stderr", child.stderr, stderr);
	child.stdin.on("error", () => void 0);
	child.stdin.end(command.input);
	for (const [index, feed] of feeds.entries()) {
		const pipe = child.stdio[3 + index];
		if (pipe && "end" in pipe) pipe.on("error", () => void 0).end(feed);
	}
	const status = child.stdio[3 + feeds.length];
	if (launch.onStatus && status && "setEncoding" in status) status.setEncoding("utf8").on("data", (text) => launch.onStatus?.(text));
	const timer = setTimeout(() => ending.resolve("timed-out"), Math.min(command.limits.wallMs, longestTimer));
	const cancel = () => ending.resolve("cancelled");
	command.signal?.addEventListener("abort", cancel, { once: true });
	try {
		const first = await Promise.race([left, ending.promise]);
		if (typeof first === "string" && first !== "flooded" && launch.graceMs > 0) {
			terminate(child.pid);
			await Promise.race([left, setTimeout$1(launch.graceMs, void 0, { ref: false })]);
		}
		await leash.pull();
		const { code, signal } = await left;
		await Promise.race([closed, setTimeout$1(drainMs, void 0, { ref: false })]);
		if (typeof first === "string") return {
			kind: first,
			...output()
		};
		if (bytes > command.limits.outputBytes) return {
			kind: "flooded",
			...output()
		};
		if (signal !== null) return {
			kind: "killed",
			signal,
			...output()
		};
		return {
			kind: "exited",
			exitCode: code ?? 0,
			...output()
		};
	} catch (cause) {
		throw cause instanceof SandboxFailed ? cause : new SandboxFailed(`${launch.file} could not be started`, { cause });
	} finally {
		clearTimeout(timer);
		command.signal?.removeEventListener("abort", cancel);
		for (const stream of child.stdio) stream?.destroy();
	}
}
/** From 3 on: our own pipes, then a cover over every descriptor that would leak from whoever started us. */
function planDescriptors(pipes, cover) {
	const plan = Array.from({ length: pipes }, () => "pipe");
	for (const leak of leakyDescriptors()) {
		if (leak < 3 + pipes) continue;
		while (plan.length < leak - 3) plan.push("ignore");
		plan[leak - 3] = cover;
	}
	return plan;
}
function terminate(group) {
	if (group === void 0) return;
	try {
		process.kill(-group, "SIGTERM");
	} catch (error) {
		if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
	}
}
var longestTimer, drainMs;
var init_child = __esmMin((() => {
	init__builtin_node_child_process();
	init__builtin_node_fs();
	init_promises();
	init_capture();
	init_descriptors();
	init_sandbox();
	longestTimer = 2 ** 31 - 1;
	drainMs = 500;
}));
// src/sandbox/leash.ts
/**
* A private home and temporary directory for one run, and the promise that its processes end with us: also when we
* are killed with no chance to clean up. With the reach `group`, killing the group is known to end everything.
*/
async function openLeash(reach) {
	const directory = await mkdtemp(join$1(await realpath(tmpdir()), "wholly-run-"));
	const home = join$1(directory, "home");
	const temporary = join$1(directory, "tmp");
	await mkdir(home);
	await mkdir(temporary);
	const keeper = spawn("/bin/sh", [
		"-c",
		script,
		"wholly-leash",
		directory,
		reach
	], {
		cwd: "/",
		detached: true,
		env: { PATH: "/usr/bin:/bin" },
		stdio: [
			"pipe",
			"ignore",
			"ignore"
		]
	});
	const ended = once(keeper, "exit").then(() => void 0, (cause) => {
		throw new SandboxFailed("The process that ends an agent together with Wholly could not be started", { cause });
	});
	ended.catch(() => void 0);
	keeper.stdin.on("error", () => void 0);
	const pull = async () => {
		keeper.stdin.end();
		await ended;
	};
	return {
		directory,
		home,
		temporary,
		hold: (group) => void keeper.stdin.write(`${group}\n`),
		pull,
		[Symbol.asyncDispose]: pull
	};
}
var script;
var init_leash = __esmMin((() => {
	init__builtin_node_child_process();
	init__builtin_node_events();
	init_promises$2();
	init__builtin_node_os();
	init__builtin_node_path();
	init_sandbox();
	script = `
read -r group
read -r _
clean=0
rounds=0
while [ "$clean" -lt 2 ] && [ "$rounds" -lt 60 ]; do
  [ -n "$group" ] && kill -s KILL -- "-$group" 2>/dev/null
  [ "$2" = group ] && break
  found=$(grep -lsaF -e "$1" /proc/[0-9]*/environ)
  if [ -z "$found" ]; then
    clean=$((clean + 1))
  else
    clean=0
    for entry in $found; do
      entry=\${entry#/proc/}
      kill -s KILL "\${entry%/environ}" 2>/dev/null
    done
    sleep 0.02
  fi
  rounds=$((rounds + 1))
done
rm -rf -- "$1" 2>/dev/null && exit 0
chmod -R u+rwx -- "$1"
rm -rf -- "$1"
`;
}));
// src/sandbox/program.ts
/**
* The absolute path of a program as `execvp` would find it, links not followed; `null` when there is none.
* Looked up beforehand because `spawn` says ENOENT for a missing directory just the same.
*/
async function findProgram(program, cwd, path) {
	if (program === "" || program.includes("\0")) return null;
	const candidates = program.includes("/") ? [resolve(cwd, program)] : path.split(":").filter((directory) => isAbsolute(directory)).map((directory) => join$1(directory, program));
	for (const candidate of candidates) if (await isExecutable(candidate)) return candidate;
	return null;
}
async function isExecutable(file) {
	try {
		await access$1(file, constants$2.X_OK);
		return (await stat(file)).isFile();
	} catch {
		return false;
	}
}
var init_program = __esmMin((() => {
	init__builtin_node_fs();
	init_promises$2();
	init__builtin_node_path();
}));
// src/sandbox/resource-limits.ts
/**
* The words to put before a command so that the kernel holds its limits, by `prlimit` of util-linux; none where it is
* not installed. `--data` bounds what a process may write to: `--as` would count the address space that V8 merely
* reserves, and no Node program would start.
*/
async function planResourceLimits(limits) {
	const flags = [
		...limits.processes === void 0 ? [] : [`--nproc=${limits.processes}`],
		...limits.memoryBytes === void 0 ? [] : [`--data=${limits.memoryBytes}`],
		...limits.fileBytes === void 0 ? [] : [`--fsize=${limits.fileBytes}`]
	];
	if (flags.length === 0) return [];
	const prlimit = await findProgram("prlimit", "/", "/usr/bin:/bin");
	return prlimit === null ? [] : [
		prlimit,
		...flags,
		"--core=0",
		"--"
	];
}
var init_resource_limits = __esmMin((() => {
	init_program();
}));
// src/sandbox/none.ts
var graceMs, none;
var init_none = __esmMin((() => {
	init_child();
	init_leash();
	init_program();
	init_resource_limits();
	graceMs = 1e3;
	none = {
		name: "none",
		async run(command) {
			const path = command.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin";
			const [program, ...args] = command.argv;
			const file = await findProgram(program, command.cwd, path);
			if (file === null) return {
				kind: "not-found",
				program
			};
			const { memoryBytes, fileBytes } = command.limits;
			const words = [
				...await planResourceLimits({
					...memoryBytes !== void 0 && { memoryBytes },
					...fileBytes !== void 0 && { fileBytes }
				}),
				file,
				...args
			];
			await using leash = await openLeash("environment");
			const env = {
				...command.env,
				PATH: path,
				HOME: leash.home,
				TMPDIR: leash.temporary
			};
			return await runChild(command, {
				file: words[0] ?? file,
				args: words.slice(1),
				env,
				cwd: command.cwd,
				graceMs
			}, leash);
		}
	};
}));
// src/agent/git-apply.ts
/** All of the patch or nothing of it: git checks every hunk before it writes the first file. */
async function gitApply(application) {
	const { directory, patch, flags, wallMs, signal } = application;
	return await none.run({
		argv: [
			"git",
			"apply",
			"--whitespace=nowarn",
			...flags,
			"-"
		],
		cwd: directory,
		env,
		input: patch,
		hosts: [],
		limits: {
			wallMs,
			outputBytes: 1048576
		},
		...signal && { signal }
	});
}
var env;
var init_git_apply = __esmMin((() => {
	init_none();
	env = {
		PATH: "/usr/local/bin:/usr/bin:/bin",
		LC_ALL: "C",
		GIT_DIR: "/dev/null",
		GIT_CONFIG_NOSYSTEM: "1",
		GIT_CONFIG_SYSTEM: "/dev/null",
		GIT_CONFIG_GLOBAL: "/dev/null",
		GIT_ATTR_NOSYSTEM: "1",
		GIT_TERMINAL_PROMPT: "0",
		GIT_ASKPASS: "/bin/false",
		GIT_ALLOW_PROTOCOL: "",
		GIT_EDITOR: "true",
		GIT_PAGER: "cat"
	};
}));
// src/agent/suggestions.ts
/**
* One diff for all suggestions on one file, so that a single `git apply` takes or leaves everything. Bytes are kept as
* Latin-1 text: the file may have any encoding. Line endings follow the lines replaced. Throws {@link PatchRefused}.
*/
async function planSuggestions(directory, suggestions) {
	const diffs = [];
	for (const [path, group] of Map.groupBy(suggestions, (suggestion) => suggestion.path)) {
		guardPath(path);
		const content = await readPlainFile(directory, path);
		if (content === null) throw new PatchRefused("EDIFFAPPLY", `A suggestion is made on ${path}, which is no file here.`);
		diffs.push(renderDiff(path, content, group));
	}
	return diffs;
}
/** Pure: the unified diff of the suggestions on one file, as one hunk. */
function renderDiff(path, content, suggestions) {
	const lines = Buffer.from(content).toString("latin1").match(/[^\n]*\n|[^\n]+$/g) ?? [];
	const ordered = suggestions.toSorted((a, b) => a.first - b.first);
	const head = ordered[0];
	const tail = ordered.at(-1);
	if (!head || !tail) return Buffer.alloc(0);
	for (const [index, { first, last }] of ordered.entries()) {
		if (first < 1 || last < first || last > lines.length) {
			const reason = `A suggestion replaces lines ${first} to ${last} of ${path}, which has ${lines.length}.`;
			throw new PatchRefused("EDIFFAPPLY", reason);
		}
		if (index > 0 && first <= (ordered[index - 1]?.last ?? 0)) throw new PatchRefused("EDIFFAPPLY", `Two suggestions replace line ${first} of ${path}.`);
	}
	const start = Math.max(1, head.first - contextLines);
	const end = Math.min(lines.length, tail.last + contextLines);
	const hunk = [];
	let added = 0;
	let changed = false;
	let at = start;
	const copyTo = (limit) => {
		for (; at < limit; at += 1) hunk.push(marked(" ", lines[at - 1] ?? ""));
	};
	for (const { first, last, lines: text } of ordered) {
		copyTo(first);
		const before = lines.slice(first - 1, last);
		const after = withEndings(text, before, lines[0] ?? "");
		hunk.push(...before.map((line) => marked("-", line)), ...after.map((line) => marked("+", line)));
		added += after.length - before.length;
		changed ||= before.join("") !== after.join("");
		at = last + 1;
	}
	if (!changed) throw new PatchRefused("EDIFFTWICE", `${path} already says what is suggested.`);
	copyTo(end + 1);
	const count = end - start + 1;
	const left = count + added;
	const header = `--- a/${path}\t\n+++ b/${path}\t\n@@ -${start},${count} +${left === 0 ? 0 : start},${left} @@\n`;
	return Buffer.concat([Buffer.from(header), Buffer.from(hunk.join(""), "latin1")]);
}
function withEndings(text, before, firstLine) {
	const ending = (before[0]?.endsWith("\n") === true ? before[0] : firstLine).endsWith("\r\n") ? "\r\n" : "\n";
	const openEnd = before.at(-1)?.endsWith("\n") !== true;
	return text.map((line, index) => {
		const bytes = Buffer.from(line).toString("latin1");
		return openEnd && index === text.length - 1 ? bytes : bytes + ending;
	});
}
function marked(mark, line) {
	return line.endsWith("\n") ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;
}
var contextLines;
var init_suggestions = __esmMin((() => {
	init_patch_refused();
	init_path_guard();
	contextLines = 3;
}));
// src/agent/patch.ts
function completed(files) {
	return plainOutcome("completed", `The request's own changes were applied to ${files} ${files === 1 ? "file" : "files"}.`);
}
async function planPatch(task) {
	const texts = task.texts ?? [{ text: task.prompt }];
	const suggestions = [];
	const parts = [];
	const sections = [];
	let overrun = null;
	for (const text of texts) for (const fence of parseFences(text.text)) {
		if (fence.language === "suggestion") suggestions.push(suggestionOf(fence, text));
		if (!isDiff(fence)) continue;
		const diff = await withFileEndings(parseDiff(fence.lines), task.directory);
		parts.push(Buffer.from(`${diff.lines.join("\n")}\n`));
		sections.push(...diff.sections);
		overrun ??= diff.overrun;
	}
	parts.unshift(...await planSuggestions(task.directory, suggestions));
	if (parts.length === 0) throw new PatchRefused("ENODIFF", "The request has no diff or suggestion block that could be applied.");
	const paths = [...suggestions.map(({ path }) => path), ...sections.flatMap(({ oldPath, newPath }) => [oldPath, newPath])];
	return {
		patch: Buffer.concat(parts),
		paths: [...new Set(paths.filter((path) => path !== null))],
		sections: parts.length === 1 ? Math.max(sections.length, 1) : parts.length,
		overrun
	};
}
function isDiff({ language, lines }) {
	if (language === "diff" || language === "patch") return true;
	if (language !== "") return false;
	const first = lines.findIndex((line) => line.trim() !== "");
	const [line = "", next = ""] = lines.slice(first);
	return line.startsWith("diff --git ") || line.startsWith("--- ") && next.startsWith("+++ ");
}
function suggestionOf(fence, { position }) {
	if (!position) throw new PatchRefused("EDIFFAPPLY", "A suggestion block says what to replace only in a review comment on lines of a file.");
	return {
		path: position.path,
		first: position.startLine ?? position.line,
		last: position.line,
		lines: fence.lines
	};
}
/** Resolves when everything was applied, or with how git was stopped. Throws {@link PatchRefused}. */
async function applyWhole(task, { patch, sections, overrun }) {
	const apply = async (bytes, ...flags) => await gitApply({
		directory: task.directory,
		patch: bytes,
		flags,
		wallMs: task.limits.wallMs,
		...task.signal && { signal: task.signal }
	});
	const exit = overrun === null ? await apply(patch) : null;
	if (exit !== null && (exit.kind !== "exited" || exit.exitCode === 0)) return exit;
	const refusal = exit === null ? miscounted(overrun) : refusalOf(exit.stderr.text);
	if (refusal.code === "EDIFFCORRUPT" && sections === 1) {
		const again = await apply(withoutBlankEnd(patch), "--recount");
		if (again.kind !== "exited" || again.exitCode === 0) return again;
	}
	if (refusal.code === "EDIFFAPPLY") {
		const back = await apply(patch, "--check", "--reverse");
		if (back.kind === "exited" && back.exitCode === 0) throw new PatchRefused("EDIFFTWICE", "The diff is applied already: the files say what it would make of them.");
	}
	throw refusal;
}
function withoutBlankEnd(patch) {
	return Buffer.from(patch.toString("latin1").replace(/\n(?:\r?\n)+$/, "\n"), "latin1");
}
function miscounted(line) {
	return new PatchRefused("EDIFFCORRUPT", `The diff is cut short or miscounted at its line ${line ?? "unknown"}.`);
}
/** Git's own words (LC_ALL=C) as one of our codes; the wording is stable since git 1.5. */
function refusalOf(stderr) {
	const failed = /^error: patch failed: (.*):(\d+)$/m.exec(stderr);
	if (failed) return new PatchRefused("EDIFFAPPLY", `The diff does not fit ${failed[1]} at line ${failed[2]}.`);
	const corrupt = /^error: (?:corrupt|patch fragment|git diff header).*?\bline (\d+)/m.exec(stderr);
	if (corrupt) return miscounted(corrupt[1]);
	const said = /^(?:error|fatal): (.*)$/m.exec(stderr)?.[1] ?? "git gave no reason";
	if (/^No valid patches in input|^unrecognized input/.test(said)) return new PatchRefused("EDIFFEMPTY", "The diff names no file and has no hunk.");
	if (said.startsWith("cannot apply binary patch")) return new PatchRefused("EDIFFCORRUPT", "The diff tells of a binary file without giving its content.");
	if (/^invalid path|is beyond a symbolic link$/.test(said)) return new PatchRefused("EDIFFPATH", `The diff names a path that must not be written: ${said}.`);
	return new PatchRefused("EDIFFAPPLY", `The diff does not fit the files: ${said}.`);
}
var patchAgent;
var init_patch = __esmMin((() => {
	init_agent();
	init_command();
	init_crlf();
	init_diff_sections();
	init_fences();
	init_git_apply();
	init_patch_refused();
	init_suggestions();
	patchAgent = {
		name: "patch",
		sandboxed: false,
		async run(task, onEvent) {
			try {
				const plan = await planPatch(task);
				const exit = await applyWhole(task, plan);
				if (exit.kind !== "exited") return outcomeOf(exit, task.limits);
				for (const path of plan.paths) onEvent({
					kind: "edit",
					path
				});
				return completed(plan.paths.length);
			} catch (error) {
				if (!(error instanceof PatchRefused)) throw error;
				return plainOutcome("failed", error.message, error.code);
			}
		}
	};
}));
// src/agent/open.ts
/**
* `sandbox` opens the sandbox of a driver that runs foreign code, and is not called for one that runs none: `patch`
* works on machines where no sandbox does. Throws {@link UnknownAgent} and whatever `sandbox` throws.
*/
async function openAgent(choice, sandbox) {
	switch (choice.kind) {
		case "patch": return patchAgent;
		case "command": return commandAgent(choice.argv, await sandbox());
		case "preset": throw new UnknownAgent(choice.name);
	}
}
var UnknownAgent;
var init_open$1 = __esmMin((() => {
	init_command();
	init_patch();
	UnknownAgent = class extends Error {
		name = "UnknownAgent";
		code = "ENOAGENT";
		asked;
		constructor(asked) {
			super(`There is no agent "${asked}"; there is: patch, command.`);
			this.asked = asked;
		}
	};
}));
// src/checkout/walk.ts
/**
* Reads a tree that an agent has left, without following a link and without opening anything but regular files.
* Only what may differ from the manifest is read. Untracked paths that `ignored` names are passed over, whole
* directories without a look inside. A `.git` at the root is not part of the tree.
*/
async function walk({ directory, manifest, upper }, ignored, limits) {
	const candidates = /* @__PURE__ */ new Map();
	const seen = /* @__PURE__ */ new Set();
	const gone = [];
	const uncarried = [];
	const linksSeen = /* @__PURE__ */ new Map();
	let bytesLeft = limits.bytes;
	async function visit(parent) {
		await setImmediate();
		const untracked = [];
		const below = /* @__PURE__ */ new Set();
		const checkedOut = manifest.directories.get(parent);
		const touched = upper === null || checkedOut === void 0 ? null : readTouched(upper, parent);
		const untouched = /* @__PURE__ */ new Set();
		for (const name of readNames(parent)) {
			const path = joined(parent, name);
			if (path === ".git") continue;
			if (name === ".git") {
				uncarried.push({
					path: parent,
					kind: "nested-repository"
				});
				continue;
			}
			const tracked = manifest.files.get(path);
			const isDirectory = manifest.directories.has(path);
			if (touched?.has(name) === false && (tracked !== void 0 || isDirectory)) {
				untouched.add(name);
				continue;
			}
			const stats = lstatOf(path);
			if (stats === null) continue;
			if (stats.isDirectory()) {
				if (tracked?.mode === "160000") visitGitlink(path);
				else if (isDirectory) below.add(path);
				else untracked.push(`${path}/`);
			} else if (tracked === void 0) untracked.push(path);
			else take(path, stats, tracked);
		}
		for (const name of checkedOut ?? []) {
			const path = joined(parent, name);
			if (!untouched.has(name) && !below.has(path) && !seen.has(path)) noteGone(path);
		}
		for (const path of below) untracked.push(...await visit(path));
		return untracked;
	}
	function noteGone(path) {
		const names = manifest.directories.get(path);
		if (names === void 0) gone.push(path);
		else for (const name of names) noteGone(`${path}/${name}`);
	}
	/** Level by level, so that git is asked once for each level of new directories. */
	async function visitUntracked(first) {
		for (let level = first; level.length > 0;) {
			const passedOver = await ignored(level);
			const next = [];
			for (const path of level) {
				if (passedOver.has(path)) continue;
				if (path.endsWith("/")) {
					next.push(...await visit(path.slice(0, -1)));
					continue;
				}
				const stats = lstatOf(path);
				if (stats !== null) take(path, stats, void 0);
			}
			level = next;
		}
	}
	function take(path, stats, tracked) {
		const kind = specialKind(stats);
		if (kind !== null) {
			uncarried.push({
				path,
				kind
			});
			return;
		}
		seen.add(path);
		if (stats.isFile() && stats.nlink > 1n) noteLink(path, stats);
		if (upper === null && tracked !== void 0 && isUntouched(manifest, tracked, stats)) return;
		if (stats.size > BigInt(bytesLeft)) {
			uncarried.push({
				path,
				kind: "too-large"
			});
			return;
		}
		try {
			const content = stats.isSymbolicLink() ? readlinkSync(bytesOf(directory, path), "buffer") : readWhole(bytesOf(directory, path), stats);
			if (content === null) uncarried.push({
				path,
				kind: "changed-while-read"
			});
			else {
				bytesLeft -= content.length;
				candidates.set(path, {
					mode: modeOf$1(stats),
					content
				});
			}
		} catch (error) {
			requireFileError(error);
			uncarried.push({
				path,
				kind: "unreadable"
			});
		}
	}
	/** A file with another name outside of the tree may show bytes of somebody else's; within the tree it is two files. */
	function noteLink(path, stats) {
		const key = `${stats.dev}:${stats.ino}`;
		const known = linksSeen.get(key);
		if (known === void 0) linksSeen.set(key, {
			count: 1,
			links: Number(stats.nlink),
			path
		});
		else known.count += 1;
	}
	function visitGitlink(path) {
		seen.add(path);
		if (readNames(path).length > 0) uncarried.push({
			path,
			kind: "nested-repository"
		});
	}
	function readNames(parent) {
		try {
			return readdirSync(bytesOf(directory, parent), "latin1").sort();
		} catch (error) {
			requireFileError(error);
			uncarried.push({
				path: parent,
				kind: "unreadable"
			});
			return [];
		}
	}
	function lstatOf(path) {
		try {
			return lstatSync(bytesOf(directory, path), { bigint: true });
		} catch (error) {
			requireFileError(error);
			uncarried.push({
				path,
				kind: "unreadable"
			});
			return null;
		}
	}
	await visitUntracked(await visit(""));
	for (const { count, links, path } of linksSeen.values()) if (count < links) uncarried.push({
		path,
		kind: "hard-link"
	});
	return {
		candidates,
		gone,
		uncarried
	};
}
/** `null` where the file is not the one that was looked at, or grew while it was read. */
function readWhole(path, expected) {
	const file = openSync(path, constants$2.O_RDONLY | constants$2.O_NOFOLLOW | constants$2.O_NONBLOCK);
	try {
		const before = fstatSync(file, { bigint: true });
		if (!before.isFile() || before.ino !== expected.ino || before.dev !== expected.dev) return null;
		const content = readFileSync(file);
		const after = fstatSync(file, { bigint: true });
		return after.size === BigInt(content.length) && after.ctimeNs === expected.ctimeNs ? content : null;
	} finally {
		closeSync(file);
	}
}
function specialKind(stats) {
	if (stats.isFile() || stats.isSymbolicLink()) return null;
	if (stats.isFIFO()) return "fifo";
	if (stats.isSocket()) return "socket";
	return "device";
}
function modeOf$1(stats) {
	if (stats.isSymbolicLink()) return "120000";
	return (stats.mode & 64n) === 0n ? "100644" : "100755";
}
/** The names that an overlay's upper directory has for a directory of the tree; `null` where it does not tell. */
function readTouched(upper, parent) {
	try {
		return new Set(readdirSync(bytesOf(upper, parent), "latin1"));
	} catch (error) {
		requireFileError(error);
		return null;
	}
}
function joined(parent, name) {
	return parent === "" ? name : `${parent}/${name}`;
}
function bytesOf(directory, path) {
	return Buffer.concat([Buffer.from(`${directory}/`), Buffer.from(path, "latin1")]);
}
/** Whatever the tree holds is the agent's doing and becomes a finding; anything else is a fault of ours. */
function requireFileError(error) {
	if (!(error instanceof Error) || !("errno" in error)) throw error;
}
var init_walk = __esmMin((() => {
	init__builtin_node_fs();
	init_promises();
	init_manifest();
}));
// src/checkout/collect.ts
/**
* Reads what an agent has made of its checkout and seals it. The agent's processes must have ended.
* No git command has the agent's tree as its work tree; the bytes sealed are the bytes that were hashed.
*/
async function collect(git, checkout) {
	const { manifest, format } = checkout;
	await using objects = openObjects(git, { gitDir: checkout.gitDir });
	await using rules = await openBaseRules(git, { gitDir: checkout.gitDir }, ruleFilesOf(manifest), objects);
	const walked = await walk(checkout, (paths) => rules.ignored(paths), { bytes: BYTES_HELD });
	const attributes = await rules.attributes([...walked.candidates.keys()]);
	const stored = await storeAsGitWould(walked.candidates, attributes, rules);
	const uncarried = [...walked.uncarried];
	const changes = [];
	for (const [key, found] of walked.candidates) {
		const tracked = manifest.files.get(key);
		const content = tracked !== void 0 && tracked.oid === blobId(found.content, format) ? found.content : stored.get(key) ?? found.content;
		const after = blobId(content, format);
		if (tracked !== void 0 && tracked.oid === after && tracked.mode === found.mode) continue;
		const path = pathOf(key);
		if (path === null) {
			uncarried.push({
				path: printable(key),
				kind: "not-utf8"
			});
			continue;
		}
		if (tracked === void 0) changes.push({
			path,
			change: "add",
			mode: found.mode,
			after,
			content
		});
		else changes.push({
			path,
			change: "modify",
			mode: found.mode,
			beforeMode: modeOf(tracked.mode),
			before: tracked.oid,
			after,
			content
		});
	}
	for (const key of walked.gone) {
		const tracked = manifest.files.get(key);
		if (tracked === void 0) continue;
		const path = pathOf(key);
		if (path === null) uncarried.push({
			path: printable(key),
			kind: "not-utf8"
		});
		else changes.push({
			path,
			change: "delete",
			beforeMode: modeOf(tracked.mode),
			before: tracked.oid
		});
	}
	return {
		changeSet: seal(checkout.base, changes),
		uncarried: uncarried.map((one) => ({
			...one,
			path: pathOf(one.path) ?? printable(one.path)
		})),
		attributes: new Map([...attributes].map(([key, value]) => [pathOf(key) ?? printable(key), value]))
	};
}
async function storeAsGitWould(candidates, attributes, rules) {
	const converted = /* @__PURE__ */ new Map();
	for (const [key, { mode, content }] of candidates) {
		const said = attributes.get(key);
		if (mode !== "120000" && said !== void 0 && mayConvert(said, content)) converted.set(key, content);
	}
	return await rules.stored(converted);
}
function mayConvert(said, content) {
	if (said["working-tree-encoding"] !== void 0) return true;
	if (said.ident === "set" && content.includes("$Id")) return true;
	const text = said.text ?? said.crlf ?? said.eol;
	return text !== void 0 && text !== "unset" && content.includes("\r\n");
}
function modeOf(mode) {
	if (mode === "100644" || mode === "100755" || mode === "120000" || mode === "160000") return mode;
	return (Number.parseInt(mode, 8) & 64) === 0 ? "100644" : "100755";
}
/** From a byte string to text; `null` where the bytes are not UTF-8. */
function pathOf(key) {
	const bytes = Buffer.from(key, "latin1");
	const text = bytes.toString("utf8");
	return Buffer.from(text).equals(bytes) ? text : null;
}
function printable(key) {
	return Buffer.from(key, "latin1").toString("utf8");
}
var BYTES_HELD;
var init_collect = __esmMin((() => {
	init_blob();
	init_seal();
	init_objects();
	init_base_rules();
	init_walk();
	BYTES_HELD = 536870912;
}));
// src/run.ts
/** The story: request -> checkout -> agent -> change set, and from there `land`. */
async function run(request, tools, record) {
	return await tell(record, async () => {
		await using checkout = await record.phase("checkout", () => openCheckout(tools.git, request.source, tools.scratch));
		await using objects = openObjects(tools.git, { gitDir: checkout.gitDir });
		const configuration = checkout.manifest.files.get(".github/bot.yml");
		const settings = tools.settle(configuration === void 0 ? null : await readText(objects, configuration.oid));
		const agent = await openAgent(settings.agent, () => tools.openSandbox());
		const task = {
			prompt: request.prompt,
			texts: request.texts,
			directory: checkout.directory,
			limits: settings.agentLimits,
			env: settings.agentEnvironment,
			hosts: settings.hosts,
			...request.signal !== void 0 && { signal: request.signal }
		};
		const outcome = await record.phase("agent", () => agent.run(task, (event) => record.saw(lineOf(event))));
		record.note({ agent: rowOf(agent, agent.sandboxed ? (await tools.openSandbox()).name : "none", outcome) });
		if (outcome.status === "missing") return endingOf(outcome);
		const collected = await record.phase("change set", () => collect(tools.git, checkout));
		const { changeSet } = collected;
		if (outcome.status !== "completed") {
			const file = changeSet.changes.length === 0 ? null : await tools.store.keep(changeSet);
			const { digest, base, changes } = changeSet;
			record.note({ changeSet: {
				digest,
				base,
				file,
				changes: changes.map(entryOf)
			} });
			return endingOf(outcome);
		}
		if (changeSet.changes.length === 0 && collected.uncarried.length === 0) return NO_CHANGES;
		const base = await objects.read(checkout.base);
		const paths = [...changeSet.changes.map(({ path }) => path), ...directoriesToRead(changeSet)];
		return await land$1({
			...collected,
			base: base === null ? null : await readTreesAround(objects, treeOf$1(base.content), paths),
			gitDir: checkout.gitDir,
			policy: settings.policy,
			checks: settings.checks,
			signing: settings.signing,
			delivery: tools.deliver(checkout, settings)
		}, tools, record);
	});
}
function rowOf(agent, sandbox, outcome) {
	const { status, sessionId, turns, tokens, denials } = outcome;
	return {
		name: agent.name,
		status,
		sandbox,
		sessionId,
		turns,
		tokens,
		denials
	};
}
function lineOf(event) {
	return event.kind === "edit" ? `edits ${event.path}` : event.text;
}
function endingOf({ status, code, reason }) {
	if (status === "completed") throw new TypeError("a completed agent ends nothing");
	return {
		conclusion: CONCLUSIONS[status],
		code: code ?? "EAGENT",
		reason
	};
}
var CONCLUSIONS;
var init_run = __esmMin((() => {
	init_open$1();
	init_checkout();
	init_collect();
	init_objects();
	init_tree$1();
	init_change();
	init_base_tree();
	init_land$1();
	init_ending();
	init_record();
	CONCLUSIONS = {
		failed: "agent-failed",
		"timed-out": "agent-failed",
		limit: "agent-failed",
		cancelled: "cancelled",
		missing: "usage"
	};
}));
// src/settings.ts
/** A caller may tighten the repository's limits or loosen them: whoever writes the workflow file owns the repository. */
function settle(configuration, wishes, environment, secrets) {
	const { limits } = configuration;
	const wallMs = wishes.timeoutMs ?? limits.minutes * 6e4;
	const visible = visibleEnvironment(environment, configuration.env);
	return {
		agent: choiceOf(wishes.agent ?? configuration.agent),
		agentLimits: {
			wallMs,
			outputBytes: OUTPUT_BYTES,
			turns: wishes.turns ?? limits.turns
		},
		agentEnvironment: visible,
		hosts: configuration.hosts.map(nameOf),
		policy: {
			maker: "agent",
			limits: {
				files: wishes.files ?? limits.files,
				bytes: wishes.bytes ?? limits.bytes
			},
			protected: configuration.protected,
			secrets: [...secrets, ...secretsAmong(visible)]
		},
		checks: {
			setup: wishes.setup ?? configuration.setup,
			verify: wishes.verify ?? configuration.verify,
			env: visible,
			hosts: configuration.hosts.map(nameOf),
			wallMs,
			...wishes.signal !== void 0 && { signal: wishes.signal }
		},
		signing: wishes.signing ?? configuration.signing,
		pullRequest: {
			draft: wishes.draft ?? configuration.pullRequest.draft,
			labels: wishes.labels ?? configuration.pullRequest.labels,
			reviewers: wishes.reviewers ?? configuration.pullRequest.reviewers
		}
	};
}
/** Programs are found by PATH and text is read as UTF-8; every other variable must be listed to be seen. */
function visibleEnvironment(environment, listed) {
	const visible = { LANG: "C.UTF-8" };
	for (const name of ["PATH", ...listed]) {
		const value = environment[name];
		if (value !== void 0) visible[name] = value;
	}
	return visible;
}
function choiceOf(agent) {
	return agent.kind === "acp" ? {
		kind: "preset",
		name: "acp"
	} : agent;
}
function nameOf({ name, port }) {
	return port === null ? name : `${name}:${port}`;
}
/** Values of variables whose names say that nobody may see them; others, such as `NODE_ENV`, are ordinary words. */
function secretsAmong(visible) {
	return Object.entries(visible).flatMap(([name, value]) => /KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL/i.test(name) && value !== "" ? [value] : []);
}
var OUTPUT_BYTES;
var init_settings = __esmMin((() => {
	OUTPUT_BYTES = 67108864;
}));
// src/work.ts
/**
* A request that changes files: where from, where to, and the run in between.
* `asked` is the comment that is asking now, where it asks for something that was asked before.
*/
async function work(trigger, thread, tools, record, asked = trigger) {
	let ground;
	try {
		ground = await findGround(trigger, tools);
	} catch (error) {
		return record.end(endingOfError(denialOf(error, "the pull request") ?? error));
	}
	const { source } = ground;
	const shared = {
		...tools,
		source,
		needsBase: tools.workspace === null,
		settle: settler(tools, ground)
	};
	function deliverOn(base, settings) {
		const { pullRequest } = settings;
		return planDelivery({
			trigger,
			asked,
			thread,
			terms: tools,
			ground,
			base,
			pullRequest,
			runId: record.report.runId
		});
	}
	function publishSet(changeSet) {
		const base = changeSet.base ?? "";
		return publish(changeSet, {
			...shared,
			deliver: async (settings) => deliverOn(base, settings)
		}, record);
	}
	if (tools.changeSet !== null) return await publishSet(tools.changeSet);
	return await followMovedBase(await run({
		source,
		prompt: renderPrompt(trigger),
		texts: textsOf(trigger),
		...tools.signal !== void 0 && { signal: tools.signal }
	}, {
		...shared,
		deliver: ({ base }, settings) => deliverOn(base, settings)
	}, record), source, tools, publishSet);
}
/** Reads the repository's configuration, under what the door was told. */
function settler({ wishes, environment, secrets }, ground) {
	return (own) => {
		return settle(parseConfiguration((ground.configuration === void 0 ? own : ground.configuration) ?? "", ".github/bot.yml"), wishes, environment, secrets);
	};
}
/**
* A commit that goes straight to a branch of many people finds it moved as a matter of course. While every touched
* path is still as it was (the guard on the base says so), the set is put on the new head and verified again.
*/
async function followMovedBase(first, source, { mode, store, git, remote }, publishSet) {
	let report = first;
	if (mode !== "commit" || source.kind !== "remote") return report;
	for (let rebases = 0; rebases < REBASES && report.code === "EMOVED"; rebases += 1) {
		const changeSet = await store.find(report.changeSet?.digest ?? "");
		const head = await readRemoteRef(git, remote, `refs/heads/${source.ref}`);
		if (changeSet === null || head === null) return report;
		report = await publishSet(rebase(changeSet, head));
	}
	return report;
}
var REBASES;
var init_work = __esmMin((() => {
	init_seal();
	init_parse();
	init_remote();
	init_denial();
	init_publish();
	init_ending();
	init_ground();
	init_order();
	init_prompt();
	init_run();
	init_settings();
	REBASES = 3;
}));
// src/answer/answer.ts
function said(text) {
	return {
		kind: "said",
		text
	};
}
var init_answer = __esmMin((() => {}));
// src/answer/apply.ts
/** `apply <digest>`: publishes a change set that was sealed in this thread, by a dry run or because it was refused. */
async function apply({ trigger, thread, tools, record, past }) {
	const { command } = trigger;
	if (command.kind !== "apply") throw new TypeError(`${command.kind} is not apply`);
	const sealed = past.findLast(({ digest }) => digest === command.digest);
	const changeSet = sealed === void 0 ? null : await tools.store.find(command.digest);
	if (sealed === void 0 || changeSet === null) return said(`No change set \`${command.digest}\` is kept for this thread.`);
	const mode = tools.mode === "dry-run" ? "pull-request" : tools.mode;
	return {
		kind: "ran",
		report: await work(sealed.asked, thread, {
			...tools,
			mode,
			changeSet
		}, record, trigger),
		of: sealed.asked
	};
}
var init_apply = __esmMin((() => {
	init_work();
	init_answer();
}));
// src/answer/discard.ts
/** `discard <digest>`: drops a change set that is kept for this thread. */
async function discard({ trigger, tools, past }) {
	const { command } = trigger;
	if (command.kind !== "discard") throw new TypeError(`${command.kind} is not discard`);
	if (past.some(({ digest }) => digest === command.digest) && await tools.store.drop(command.digest)) return said(`The change set \`${command.digest}\` is dropped.`);
	return said(`No change set \`${command.digest}\` is kept for this thread.`);
}
var init_discard = __esmMin((() => {
	init_answer();
}));
// src/explain.ts
/**
* A question: an agent reads a checkout that is thrown away, and what it says is the answer. Nothing here can reach
* the writer: no change set is collected, and no delivery is known.
*/
async function explain$1(request, tools, record) {
	let answer = null;
	return {
		report: await tell(record, async () => {
			await using checkout = await record.phase("checkout", () => openCheckout(tools.git, request.source, tools.scratch));
			await using objects = openObjects(tools.git, { gitDir: checkout.gitDir });
			const file = checkout.manifest.files.get(".github/bot.yml");
			const settings = tools.settle(file === void 0 ? null : await readText(objects, file.oid));
			if (settings.agent.kind === "patch") return {
				conclusion: "usage",
				code: "ENOANSWER",
				reason: "The agent `patch` applies diffs and answers no questions.",
				remedy: "Configure another agent."
			};
			const agent = await openAgent(settings.agent, () => tools.openSandbox());
			const task = {
				prompt: request.prompt,
				directory: checkout.directory,
				limits: settings.agentLimits,
				env: settings.agentEnvironment,
				hosts: settings.hosts,
				...request.signal !== void 0 && { signal: request.signal }
			};
			const outcome = await record.phase("agent", () => agent.run(task, () => record.saw("thinking")));
			if (outcome.status !== "completed") return {
				conclusion: outcome.status === "cancelled" ? "cancelled" : "agent-failed",
				code: outcome.code ?? "EAGENT",
				reason: outcome.reason
			};
			answer = outcome.answer ?? null;
			return {
				conclusion: "answered",
				code: null,
				reason: null
			};
		}),
		answer
	};
}
var init_explain$1 = __esmMin((() => {
	init_open$1();
	init_checkout();
	init_objects();
	init_record();
}));
// src/answer/explain.ts
/** `explain`: an agent reads the code and answers in the comment; it has no way to the writer. */
async function explain({ trigger, tools, record }) {
	const ground = await findGround(trigger, tools);
	const { source } = ground;
	const { git, scratch, signal } = tools;
	const { report, answer } = await explain$1({
		source,
		prompt: renderPrompt(trigger),
		texts: [],
		...signal !== void 0 && { signal }
	}, {
		git,
		scratch,
		settle: settler(tools, ground),
		openSandbox: () => tools.openSandbox()
	}, record);
	if (report.conclusion !== "answered") return {
		kind: "ran",
		report,
		of: trigger
	};
	return said(answer === null ? "The agent had nothing to say." : quote(answer));
}
/** As plain text: an agent's words may hold what people wrote to mislead, so nothing in them is markup. */
function quote(answer) {
	const text = answer.slice(0, LONGEST).replaceAll(/[\p{Cf}]/gu, "");
	const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
	const fence = "`".repeat(longest + 1);
	return `${fence}text\n${text}\n${fence}`;
}
var LONGEST;
var init_explain = __esmMin((() => {
	init_explain$1();
	init_ground();
	init_prompt();
	init_work();
	init_answer();
	LONGEST = 3e4;
}));
// src/report/help.ts
/** What can be asked here, for a comment. */
function renderHelp(mention) {
	return [
		"| comment | what it does |",
		"| --- | --- |",
		...COMMANDS$1.map(([command, does]) => `| \`${mention} ${command}\` | ${does} |`)
	].join("\n");
}
var COMMANDS$1;
var init_help$1 = __esmMin((() => {
	COMMANDS$1 = [
		["implement [text]", "on an issue: does the work and opens a pull request"],
		["revise [text]", "on a pull request of this repository: one more commit on its head (`fix` means the same)"],
		["explain [question]", "answers here; writes nothing"],
		["retry", "publishes the change set that was kept, or runs the last request again"],
		["apply <digest>", "publishes a dry run or a kept change set"],
		["discard <digest>", "drops a kept change set"],
		["undo", "on a pull request: takes the last change set back in one more commit"],
		["stop", "ends what runs for this thread"],
		["status", "what happened in this thread"],
		["help", "this table"]
	];
}));
// src/answer/help.ts
/** `help`: what can be asked. */
async function help({ tools }) {
	return said(renderHelp(tools.mention));
}
var init_help = __esmMin((() => {
	init_help$1();
	init_answer();
}));
// src/answer/implement.ts
/** `implement` and `revise`: the story itself. */
async function implement({ trigger, thread, tools, record }) {
	return {
		kind: "ran",
		report: await work(trigger, thread, tools, record),
		of: trigger
	};
}
var init_implement = __esmMin((() => {
	init_work();
}));
// src/answer/retry.ts
/**
* `retry`: the last request of this thread that did not land. Its sealed change set is published as it is, without an
* agent; where none is kept, the request runs again.
*/
async function retry({ trigger, thread, tools, record, past }) {
	const last = past.findLast(({ asked }) => asked.command.kind === "implement" || asked.command.kind === "revise");
	if (last === void 0) return said("There is nothing to retry here: no request was worked on in this thread.");
	if (last.conclusion === "committed") return said("There is nothing to retry here: the last request has landed.");
	const changeSet = last.preserved && last.digest !== null ? await tools.store.find(last.digest) : null;
	if (last.preserved && changeSet === null) record.warn(`The change set ${last.digest} is not kept any more, so the request ran again.`);
	return {
		kind: "ran",
		report: await work(last.asked, thread, {
			...tools,
			changeSet
		}, record, trigger),
		of: last.asked
	};
}
var init_retry = __esmMin((() => {
	init_work();
	init_answer();
}));
// src/answer/status.ts
/** `status`: what happened in this thread, as it was recorded when it happened. */
async function status({ past }) {
	if (past.length === 0) return said("Nothing was asked in this thread before.");
	return said([
		"| when | who | what | how it ended | pull request | kept change set |",
		"| --- | --- | --- | --- | --- | --- |",
		...past.slice(-10).map(({ at, asked, conclusion, code, reason, digest, preserved, pullRequest }) => {
			const result = `${conclusion}${code === null ? "" : ` (\`${code}\`)`}${reason === null ? "" : `: ${escapeText(reason.slice(0, 200))}`}`;
			const kept = preserved && digest !== null ? `\`${digest}\`` : "";
			return `| ${at} | @\u200B${asked.actor.login} | ${asked.command.kind} | ${result} | ${pullRequest === null ? "" : `#${pullRequest}`} | ${kept} |`;
		})
	].join("\n"));
}
var init_status = __esmMin((() => {
	init_comment();
	init_answer();
}));
// src/answer/stop.ts
/** `stop`: ends what runs for this thread, and drops what waits. */
async function stop({ stopThread }) {
	if (stopThread === null) return said("This runs as a workflow: cancel its run on the Actions page, and it ends here too.");
	const stopped = stopThread();
	if (stopped === 0) return said("Nothing runs or waits for this thread.");
	return said(`Stopped ${stopped} ${stopped === 1 ? "request" : "requests"} of this thread.`);
}
var init_stop = __esmMin((() => {
	init_answer();
}));
// src/change-set/inverse.ts
/**
* The change set that takes this one back, against the commit that it made.
* `bytesOf` gives the content of a blob that the original replaced or deleted.
*/
function inverse(changeSet, base, bytesOf) {
	return seal(base, changeSet.changes.map((change) => inverseOf(change, bytesOf)));
}
function inverseOf(change, bytesOf) {
	const { path } = change;
	switch (change.change) {
		case "add": return {
			path,
			change: "delete",
			beforeMode: change.mode,
			before: change.after
		};
		case "delete": return {
			path,
			change: "add",
			mode: change.beforeMode,
			after: change.before,
			content: bytesOf(change.before)
		};
		case "modify": return {
			path,
			change: "modify",
			mode: change.beforeMode,
			beforeMode: change.mode,
			before: change.after,
			after: change.before,
			content: bytesOf(change.before)
		};
	}
}
var init_inverse = __esmMin((() => {
	init_seal();
}));
// src/answer/undo.ts
/**
* `undo`: the exact inverse of the last change set on the pull request's branch, as one more commit. What is undone is
* read from the commits themselves; where a later commit touches one of its paths, the guard on the base refuses.
*/
async function undo({ trigger, thread, tools, record }) {
	if (trigger.target?.kind !== "pull-request") return said("`undo` is for pull requests; comment it on the one to change.");
	const { source } = await findGround(trigger, tools);
	if (source.kind !== "remote" || source.commit === void 0) return said("`undo` needs the branch of a pull request.");
	const changeSet = await readInverse(source.commit, tools);
	if (changeSet === null) return said(`None of the last ${COMMITS} commits of this branch carries a change set.`);
	return {
		kind: "ran",
		report: await work(trigger, thread, {
			...tools,
			changeSet,
			commitMessage: `Undo ${changeSet.undone.slice(0, 12)}`
		}, record),
		of: trigger
	};
}
async function readInverse(head, { git, remote, scratch }) {
	const parent = await mkdtemp(join$1(scratch, "wholly-"));
	await using cleanUp = new AsyncDisposableStack();
	cleanUp.defer(() => rm(parent, {
		recursive: true,
		force: true
	}));
	const { gitDir } = await openWorkshop(parent, objectFormatOf(head));
	await fetchCommit(git, gitDir, remote, head, COMMITS);
	const commits = (await git.run([
		"rev-list",
		"--first-parent",
		`--max-count=${COMMITS}`,
		head
	], { gitDir })).toString("latin1");
	await using objects = openObjects(git, { gitDir });
	for (const commit of commits.trim().split("\n")) {
		const made = await readChangeSetOf(commit, {
			git,
			gitDir,
			objects
		});
		if (made === null) continue;
		const before = /* @__PURE__ */ new Map();
		for (const entry of made) {
			if (entry.change === "add") continue;
			const blob = await objects.read(entry.before);
			if (blob !== null) before.set(entry.before, blob.content);
		}
		return {
			...inverse(seal(head, made.map((entry) => entry.change === "delete" ? entry : {
				...entry,
				content: /* @__PURE__ */ new Uint8Array()
			})), head, (oid) => before.get(oid) ?? /* @__PURE__ */ new Uint8Array()),
			undone: commit
		};
	}
	return null;
}
/** What a commit changed, where it has one parent and its trailer holds. */
async function readChangeSetOf(commit, { git, gitDir, objects }) {
	const text = (await objects.read(commit))?.content.toString("utf8") ?? "";
	const parents = [...text.slice(0, text.indexOf("\n\n")).matchAll(/^parent ([0-9a-f]+)$/gm)];
	const digest = readDigestTrailer(text.slice(text.indexOf("\n\n") + 2));
	const [, parent] = parents[0] ?? [];
	if (digest === null || parents.length !== 1 || parent === void 0 || await objects.read(parent) === null) return null;
	const { entries } = await readCommitChanges(git, { gitDir }, commit);
	return digestOf(parent, entries) === digest ? entries : null;
}
var COMMITS;
var init_undo = __esmMin((() => {
	init_promises$2();
	init__builtin_node_path();
	init_blob();
	init_inverse();
	init_seal();
	init_commit_changes();
	init_objects();
	init_remote();
	init_workshop();
	init_commit_message();
	init_ground();
	init_work();
	init_answer();
	COMMITS = 50;
}));
// src/answer/commands.ts
var COMMANDS;
var init_commands = __esmMin((() => {
	init_apply();
	init_discard();
	init_explain();
	init_help();
	init_implement();
	init_retry();
	init_status();
	init_stop();
	init_undo();
	COMMANDS = {
		implement,
		revise: implement,
		explain,
		retry,
		apply,
		discard,
		undo,
		stop,
		status,
		help
	};
}));
// src/report/redact.ts
/** The same report with every value that this run must keep taken out, wherever it stands. */
function redact(report, secrets) {
	const values = secrets.filter(({ length }) => length >= SHORTEST);
	if (values.length === 0) return report;
	return JSON.parse(JSON.stringify(report), (_key, value) => typeof value === "string" ? values.reduce((text, secret) => text.replaceAll(secret, "***"), value) : value);
}
var SHORTEST;
var init_redact = __esmMin((() => {
	SHORTEST = 8;
}));
// src/request/story.ts
async function openStory(api, thread, subject) {
	const startedAt = performance.now();
	const accepted = await accept(api, thread);
	const comment = await openTrackingComment(api, thread, accepted, (text) => isCommentOf(subject, text), renderWorking(subject, [], "checkout"));
	const done = [];
	let current = null;
	let updatedAt = performance.now();
	let updating = Promise.resolve();
	function update() {
		if (performance.now() - updatedAt < UPDATE_EVERY_MS) return;
		updatedAt = performance.now();
		const text = renderWorking(subject, done, current);
		updating = updating.then(() => updateComment(api, thread, comment, text)).catch(() => void 0);
	}
	return {
		self: accepted.self.id,
		began(phase) {
			if (current !== null) done.push(current);
			current = phase;
			update();
		},
		saw() {
			update();
		},
		noted() {},
		async finish(report) {
			await updating;
			await updateComment(api, thread, comment, renderFinished(subject, report, performance.now() - startedAt));
		},
		async answer(text) {
			await updateComment(api, thread, comment, renderAnswer(subject, text, performance.now() - startedAt));
		}
	};
}
var UPDATE_EVERY_MS;
var init_story = __esmMin((() => {
	init_thread();
	init_comment();
	UPDATE_EVERY_MS = 3e3;
}));
// src/respond.ts
/** A request from its event to its last word: gate -> eyes and comment -> the run -> the comment's end. */
async function respond(runId, trigger, tools) {
	try {
		return await tellStory(runId, trigger, tools);
	} catch (error) {
		return {
			...emptyReport(runId),
			...endingOfError(denialOf(error, "the first word") ?? error)
		};
	}
}
async function tellStory(runId, trigger, tools) {
	const { api, guests } = tools;
	if (trigger.origin !== "prompt" || trigger.target !== null) {
		const verdict = await checkGate(api, trigger, guests, tools.self);
		if (verdict.kind === "silent") return {
			...emptyReport(runId),
			conclusion: "ignored",
			reason: verdict.why
		};
	}
	const thread = threadOf(trigger);
	if (thread === null) return redact(await work(trigger, null, tools, openRecord(runId, tools.progress)), tools.secrets);
	const story = await openStory(api, thread, subjectOf(runId, trigger, tools));
	const { command } = trigger;
	if (command.kind === "malformed") return await sayEnd(story, runId, command.message);
	const record = openRecord(runId, both(story, tools.progress));
	const past = await recall(trigger, thread, tools, record);
	const { stopThread } = tools;
	const answered = await COMMANDS[command.kind]({
		trigger,
		thread,
		tools,
		record,
		past,
		stopThread
	});
	if (answered.kind === "said") return await sayEnd(story, runId, answered.text);
	return await tellEnd(story, await remember(redact(answered.report, tools.secrets), answered.of, thread, tools));
}
async function sayEnd(story, runId, text) {
	await story.answer(text);
	return {
		...emptyReport(runId),
		conclusion: "answered",
		reason: text
	};
}
/** A history that cannot be read keeps nobody from new work. */
async function recall({ repository }, { number }, { history }, record) {
	try {
		return await history.read(repository.id, number);
	} catch (error) {
		record.warn(`The history of this thread cannot be read: ${endingOfError(error).reason}.`);
		return [];
	}
}
/** In the thread that asked, and in that of the pull request that came of it. Answers the report, with a warning where it cannot. */
async function remember(report, asked, thread, { history }) {
	const { runId, conclusion, code, reason, changeSet, preserved, branch, commit, pullRequest } = report;
	const run = {
		runId,
		at: (/* @__PURE__ */ new Date()).toISOString(),
		asked,
		conclusion,
		code,
		reason,
		digest: changeSet?.digest ?? null,
		preserved: preserved !== null,
		branch,
		commit,
		pullRequest: pullRequest?.number ?? null
	};
	try {
		for (const number of /* @__PURE__ */ new Set([thread.number, pullRequest?.number ?? thread.number])) await history.add(asked.repository.id, number, run);
		return report;
	} catch (error) {
		const { reason } = endingOfError(error);
		return {
			...report,
			warnings: [...report.warnings, `This run is missing from the history: ${reason}.`]
		};
	}
}
function threadOf({ repository, target, comment }) {
	if (target === null) return null;
	const said = comment === null || comment.kind === "issue-body" ? { kind: "issue-body" } : {
		kind: comment.kind,
		id: comment.id
	};
	return {
		repository,
		number: target.number,
		said
	};
}
function subjectOf(runId, trigger, tools) {
	return {
		runId,
		key: tools.key,
		requestKey: requestKey(trigger),
		login: trigger.actor.login,
		runUrl: tools.runUrl,
		repositoryUrl: trigger.repository.htmlUrl
	};
}
function both(first, second) {
	return {
		began(phase) {
			first.began(phase);
			second.began(phase);
		},
		saw(line) {
			first.saw(line);
			second.saw(line);
		},
		noted(report) {
			first.noted(report);
			second.noted(report);
		}
	};
}
/** What landed has landed, whether or not the comment can say so. */
async function tellEnd(story, report) {
	try {
		await story.finish(report);
		return report;
	} catch (error) {
		const { reason } = endingOfError(error);
		return {
			...report,
			warnings: [...report.warnings, `The comment could not be brought up to date: ${reason}.`]
		};
	}
}
var init_respond = __esmMin((() => {
	init_commands();
	init_denial();
	init_ending();
	init_record();
	init_redact();
	init_report();
	init_gate();
	init_story();
	init_request_key();
	init_work();
}));
// src/sandbox/bwrap-profile.ts
/** What `bwrap --help` says it can do. */
function parseFeatures(help) {
	return {
		disableUserns: help.includes("--disable-userns"),
		size: help.includes("--size ")
	};
}
/**
* Everything closed, then opened by name: own user, process, network, IPC, host name and control group namespaces, no
* capabilities, no terminal, no new privileges (bwrap always sets that), nothing of the file system but what is listed.
* The root of the sandbox is read-only as well, so that only the checkout, home and temporary directory can be written.
*/
function planBwrap(profile) {
	const { features, user, cwd, env, readOnly, mounts, placed } = profile;
	const size = features.size ? ["--size", `${temporarySize}`] : [];
	const privateMode = user.kind === "mapped" ? "0700" : "1777";
	const shown = [
		...mounts.map(({ path }) => path),
		...readOnly,
		...placed.map(([, to]) => to),
		"/etc/passwd",
		cwd
	];
	const args = [
		user.kind === "mapped" ? userNamespace(user.id, features) : otherUser,
		[
			"--die-with-parent",
			"--new-session",
			"--hostname",
			"agent",
			"--clearenv"
		],
		...Object.entries(env).map(([name, value]) => [
			"--setenv",
			name,
			value
		]),
		[
			"--proc",
			"/proc",
			"--dev",
			"/dev"
		],
		[
			"--perms",
			"1777",
			...size,
			"--tmpfs",
			insideTemporary
		],
		[
			"--perms",
			"0755",
			"--dir",
			dirname(insideHome)
		],
		[
			"--perms",
			privateMode,
			...size,
			"--tmpfs",
			insideHome
		],
		...ancestorsOf(shown).map((path) => [
			"--perms",
			"0755",
			"--dir",
			path
		]),
		...mounts.map((mount) => mount.kind === "link" ? [
			"--symlink",
			mount.target,
			mount.path
		] : [
			"--ro-bind",
			mount.path,
			mount.path
		]),
		...Object.entries(madeFiles).map(([path, fd]) => [
			"--perms",
			"0644",
			"--ro-bind-data",
			`${fd}`,
			path
		]),
		...readOnly.map((path) => [
			"--ro-bind",
			path,
			path
		]),
		...placed.map(([from, to]) => [
			"--ro-bind",
			from,
			to
		]),
		[
			"--bind",
			cwd,
			cwd,
			"--remount-ro",
			"/",
			"--chdir",
			user.kind === "mapped" ? cwd : "/"
		]
	].flat();
	return {
		flags: [
			"--args",
			`${argsDescriptor}`,
			"--json-status-fd",
			`${statusDescriptor}`
		],
		feeds: [
			`${args.join("\0")}\0`,
			`root:x:0:0:root:/:/bin/false\nagent:x:${user.id}:${user.id}:agent:${insideHome}:/bin/sh\n`,
			`root:x:0:\nagent:x:${user.id}:\n`,
			"127.0.0.1 localhost\n::1 localhost\n"
		]
	};
}
function userNamespace(id, features) {
	const nested = features.disableUserns ? ["--disable-userns"] : [];
	return [
		"--unshare-all",
		"--unshare-user",
		"--uid",
		`${id}`,
		"--gid",
		`${id}`,
		...nested,
		"--cap-drop",
		"ALL"
	];
}
/** Every directory on the way to these, parents first, without the root. */
function ancestorsOf(paths) {
	const found = /* @__PURE__ */ new Set();
	for (const path of paths) for (let parent = dirname(path); parent !== dirname(parent); parent = dirname(parent)) found.add(parent);
	return [...found].sort();
}
var insideHome, insideTemporary, temporarySize, argsDescriptor, statusDescriptor, madeFiles, otherUser;
var init_bwrap_profile = __esmMin((() => {
	init__builtin_node_path();
	insideHome = "/home/agent";
	insideTemporary = "/tmp";
	temporarySize = 1024 ** 3;
	argsDescriptor = 3;
	statusDescriptor = 7;
	madeFiles = {
		"/etc/passwd": 4,
		"/etc/group": 5,
		"/etc/hosts": 6
	};
	otherUser = [[
		"--unshare-pid",
		"--unshare-net",
		"--unshare-ipc",
		"--unshare-uts",
		"--unshare-cgroup-try"
	], [
		"--cap-drop",
		"ALL",
		"--cap-add",
		"CAP_SETUID",
		"--cap-add",
		"CAP_SETGID"
	]].flat();
}));
// \0builtin:node:net
var builtin$2, take$2, BlockList, connect, createServer$1, isIP;
var init__builtin_node_net = __esmMin((() => {
	builtin$2 = process.getBuiltinModule("node:net");
	take$2 = (key) => builtin$2[key];
	BlockList = /* @__PURE__ */ take$2("BlockList");
	connect = /* @__PURE__ */ take$2("connect");
	createServer$1 = /* @__PURE__ */ take$2("createServer");
	isIP = /* @__PURE__ */ take$2("isIP");
}));
// src/sandbox/allowed-hosts.ts
/** `host` means the ports of HTTPS and HTTP; `host:port` and `[v6]:port` only that one. */
function parseHosts(entries) {
	return entries.map((entry) => {
		const [, name = "", port] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(entry) ?? [];
		const host = normalHost(name);
		if (host === "" || Number(port ?? 1) < 1 || Number(port ?? 1) > 65535) throw new SandboxFailed(`"${entry}" is not a host or host:port`);
		return {
			host,
			ports: port === void 0 ? [443, 80] : [Number(port)],
			loopback: isLoopback(host)
		};
	});
}
/** The same host in the same letters: case, a closing dot and brackets make no difference. */
function normalHost(name) {
	return name.toLowerCase().replace(/^\[|\]$/g, "").replace(/\.$/, "");
}
function isLoopback(host) {
	return host === "localhost" || host === "::1" || isIP(host) === 4 && host.startsWith("127.");
}
var init_allowed_hosts = __esmMin((() => {
	init__builtin_node_net();
	init_sandbox();
}));
// \0builtin:node:dns
var builtin$1, take$1, lookup;
var init__builtin_node_dns = __esmMin((() => {
	builtin$1 = process.getBuiltinModule("node:dns");
	take$1 = (key) => builtin$1[key];
	lookup = /* @__PURE__ */ take$1("lookup");
}));
// \0builtin:node:http
var builtin, take, createServer, request;
var init__builtin_node_http = __esmMin((() => {
	builtin = process.getBuiltinModule("node:http");
	take = (key) => builtin[key];
	createServer = /* @__PURE__ */ take("createServer");
	request = /* @__PURE__ */ take("request");
}));
// src/sandbox/egress-proxy.ts
/**
* An HTTP proxy on a Unix socket that reaches the allowed hosts and ports and nothing else: CONNECT for TLS, whole
* addresses for plain HTTP. Names are looked up here, outside, and one that leads to this machine is refused unless the
* machine itself is allowed.
*/
async function openEgressProxy(allowed, socket, lookup$1 = lookup) {
	const routes = (host, port) => {
		const entry = allowed.find((entry) => entry.host === normalHost(host) && entry.ports.includes(port));
		return entry ? {
			host: entry.host,
			port,
			lookup: guardedLookup(lookup$1, entry.loopback)
		} : null;
	};
	const tunnels = /* @__PURE__ */ new Set();
	const server = createServer((request, response) => passOn(request, response, routes));
	server.maxConnections = connections;
	server.on("connect", (request, client, head) => {
		tunnels.add(client);
		client.once("close", () => tunnels.delete(client));
		openTunnel(request.url ?? "", client, head, routes);
	});
	server.listen(socket);
	await once(server, "listening");
	return { async [Symbol.asyncDispose]() {
		const closed = once(server, "close");
		server.close();
		server.closeAllConnections();
		for (const tunnel of tunnels) tunnel.destroy();
		await closed;
	} };
}
function openTunnel(target, client, head, routes) {
	client.on("error", () => client.destroy());
	const [, host = "", port = ""] = /^(.*):(\d+)$/.exec(target) ?? [];
	const route = routes(host, Number(port));
	const answer = (status) => client.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
	if (route === null) {
		answer("403 Forbidden");
		return;
	}
	const upstream = connect({
		...route,
		timeout: connectMs
	});
	let open = false;
	upstream.once("timeout", () => upstream.destroy(/* @__PURE__ */ new Error("no answer")));
	upstream.once("connect", () => {
		open = true;
		upstream.setTimeout(0);
		client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
		upstream.write(head);
		client.pipe(upstream).pipe(client);
	});
	upstream.on("error", () => open ? client.destroy() : answer("502 Bad Gateway"));
	upstream.on("close", () => client.end());
	client.on("close", () => upstream.destroy());
}
function passOn(request$2, response, routes) {
	const url = URL.parse(request$2.url ?? "");
	const route = url?.protocol === "http:" ? routes(url.hostname, Number(url.port === "" ? 80 : url.port)) : null;
	if (url === null || route === null) {
		response.writeHead(403).end();
		return;
	}
	const upstream = request({
		...route,
		path: url.pathname + url.search,
		method: request$2.method ?? "GET",
		headers: {
			...withoutConnection(request$2.headers),
			host: url.host
		},
		agent: false
	});
	upstream.on("response", (answer) => {
		response.writeHead(answer.statusCode ?? 502, withoutConnection(answer.headers));
		answer.on("error", () => response.destroy());
		answer.pipe(response);
	});
	upstream.on("error", () => {
		if (response.headersSent) response.destroy();
		else response.writeHead(502).end();
	});
	request$2.on("error", () => upstream.destroy());
	response.on("close", () => upstream.destroy());
	request$2.pipe(upstream);
}
function withoutConnection(headers) {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !connectionHeaders.has(name)));
}
/** Refuses an answer that leads back to this machine, whoever gave it. Addresses written out never come here. */
function guardedLookup(lookup, loopback) {
	return (name, options, callback) => {
		lookup(name, { all: true }, (error, addresses) => {
			const open = loopback ? addresses : addresses?.filter((one) => !isOwn(one));
			const [first] = open ?? [];
			if (error) callback(error, "", 0);
			else if (!first) callback(/* @__PURE__ */ new Error(`${name} leads to this machine`), "", 0);
			else if (options.all === true) callback(null, open);
			else callback(null, first.address, first.family);
		});
	};
}
function isOwn({ address, family }) {
	return ownAddresses.check(address, family === 6 ? "ipv6" : "ipv4");
}
var ownAddresses, connectionHeaders, connectMs, connections;
var init_egress_proxy = __esmMin((() => {
	init__builtin_node_events();
	init__builtin_node_dns();
	init__builtin_node_http();
	init__builtin_node_net();
	init_allowed_hosts();
	ownAddresses = new BlockList();
	ownAddresses.addSubnet("0.0.0.0", 8);
	ownAddresses.addSubnet("127.0.0.0", 8);
	ownAddresses.addSubnet("169.254.0.0", 16);
	ownAddresses.addAddress("::", "ipv6");
	ownAddresses.addAddress("::1", "ipv6");
	ownAddresses.addSubnet("fe80::", 10, "ipv6");
	connectionHeaders = /* @__PURE__ */ new Set([
		"connection",
		"keep-alive",
		"proxy-authorization",
		"proxy-connection",
		"te",
		"trailer",
		"transfer-encoding",
		"upgrade"
	]);
	connectMs = 3e4;
	connections = 256;
}));
// src/sandbox/forwarder.ts
var forwarder;
var init_forwarder = __esmMin((() => {
	forwarder = `
const net = require('node:net');
const { constants } = require('node:os');
const { spawn } = require('node:child_process');
const [settings, program, ...args] = process.argv.slice(1);
const { socket, port, direct } = JSON.parse(settings);

const join = (client, upstream) => {
  client.pipe(upstream).pipe(client);
  for (const [one, other] of [[client, upstream], [upstream, client]]) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.end());
  }
};

const tunnel = (host, port) => (client) => {
  client.on('error', () => client.destroy());
  const upstream = net.connect(socket);
  upstream.on('error', () => client.destroy());
  const name = host.includes(':') ? '[' + host + ']' : host;
  upstream.write('CONNECT ' + name + ':' + port + ' HTTP/1.1\\r\\nHost: ' + name + ':' + port + '\\r\\n\\r\\n');
  let answer = Buffer.alloc(0);
  const read = (bytes) => {
    answer = Buffer.concat([answer, bytes]);
    const end = answer.indexOf('\\r\\n\\r\\n');
    if (end === -1) return;
    upstream.off('data', read);
    if (!/^HTTP\\/1\\.1 200/.test(answer.toString('latin1'))) return client.destroy();
    upstream.pause();
    if (answer.length > end + 4) upstream.unshift(answer.subarray(end + 4));
    join(client, upstream);
  };
  upstream.on('data', read);
};

const listen = (host, port, accept) => new Promise((resolve, reject) => {
  net.createServer(accept).once('error', reject).listen(port, host, resolve);
});

const ready = [listen('127.0.0.1', port, (client) => join(client, net.connect(socket)))];
for (const entry of direct) {
  ready.push(listen(entry.host === '::1' ? '::1' : '127.0.0.1', entry.port, tunnel(entry.host, entry.port)));
}
Promise.all(ready).then(() => {
  const child = spawn(program, args, { stdio: 'inherit' });
  child.on('error', (error) => { console.error(error.message); process.exit(127); });
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}, (error) => { console.error(error.message); process.exit(126); });
`;
}));
// src/sandbox/egress.ts
/**
* The one way out: our proxy, outside, on a Unix socket; a forwarder, inside, on loopback. Programs find it by the usual
* variables. Allowed loopback hosts (a model server beside us) get their own port inside as well, because clients do not
* ask a proxy for those.
*/
async function openEgress(hosts, directory) {
	const allowed = parseHosts(hosts);
	if (allowed.length === 0) return {
		env: {},
		placed: [],
		words: [],
		[Symbol.asyncDispose]: () => Promise.resolve()
	};
	const outside = join$1(directory, "egress");
	await mkdir(outside);
	const socket = join$1(outside, "proxy");
	const proxy = await openEgressProxy(allowed, socket);
	await chmod(outside, 493);
	await chmod(socket, 511);
	const loopback = allowed.filter((entry) => entry.loopback).flatMap(({ host, ports }) => ports.map((port) => ({
		host,
		port
	})));
	const direct = loopback.filter(({ port }) => port >= 1024);
	const exempt = direct.length === loopback.length ? {
		NO_PROXY: ownNames,
		no_proxy: ownNames
	} : {};
	let port = 3128;
	while (direct.some((entry) => entry.port === port)) port += 1;
	const url = `http://127.0.0.1:${port}`;
	const settings = JSON.stringify({
		socket: `${insideSocket}/proxy`,
		port,
		direct
	});
	return {
		env: {
			HTTP_PROXY: url,
			HTTPS_PROXY: url,
			http_proxy: url,
			https_proxy: url,
			...exempt,
			NODE_USE_ENV_PROXY: "1"
		},
		placed: [[process.execPath, insideNode], [outside, insideSocket]],
		words: [
			insideNode,
			"--eval",
			forwarder,
			"--",
			settings
		],
		[Symbol.asyncDispose]: async () => await proxy[Symbol.asyncDispose]()
	};
}
var insideNode, insideSocket, ownNames;
var init_egress = __esmMin((() => {
	init_promises$2();
	init__builtin_node_path();
	init_allowed_hosts();
	init_egress_proxy();
	init_forwarder();
	insideNode = "/run/wholly/node";
	insideSocket = "/run/wholly/egress";
	ownNames = "localhost,127.0.0.1,::1";
}));
// src/sandbox/toolchain.ts
/**
* The system's programs, the directories of `path` and what `program` needs to start: the tree its links lead into and
* the interpreter of its first line. `shown` are paths that are mounted anyway.
*/
async function planToolchain(program, path, shown) {
	const mounts = [];
	const covered = (file) => mounts.some((mount) => isWithin(file, mount.path)) || shown.some((root) => isWithin(file, root));
	const show = async (file) => {
		if (!covered(file) && await exists(file)) mounts.push({
			kind: "read",
			path: file
		});
	};
	for (const tree of systemTrees) if ((await lstat(tree).catch(() => null))?.isSymbolicLink() === true) mounts.push({
		kind: "link",
		path: tree,
		target: await readlink(tree)
	});
	else await show(tree);
	for (const directory of path.split(":").filter(isAbsolute)) if (!covered(directory)) for (const tree of treesOf(directory)) await show(tree);
	const needed = await programFiles(program, path);
	for (const file of needed) {
		if (covered(file)) continue;
		const trees = treesOf(dirname(file));
		for (const tree of trees.length === 0 ? [file] : trees) await show(tree);
	}
	return mounts.sort((a, b) => a.path < b.path ? -1 : 1);
}
/**
* The directory of a program with what it is installed with: a `node_modules` whole, a prefix of its own whole, beside a
* `bin` in somebody's home only the libraries; nothing where the directory is the home itself or above it.
*/
function treesOf(directory, home = homedir()) {
	const packages = /^(.*?\/node_modules)(?:\/|$)/.exec(directory)?.[1];
	if (packages !== void 0) return [packages];
	if (isWithin(home, directory)) return [];
	if (basename(directory) !== "bin") return [directory];
	const prefix = dirname(directory);
	return !isWithin(home, prefix) && dirname(prefix) !== home && dirname(prefix) !== "/" && prefix !== "/" ? [prefix] : [directory, ...prefixParts.map((part) => join$1(prefix, part))];
}
/** The program, what its links lead to, and the same for the interpreter its first line names. */
async function programFiles(program, path, depth = 0) {
	const real = await realpath(program);
	const interpreter = depth < 2 ? await interpreterOf(real, path) : null;
	return [
		program,
		real,
		...interpreter === null ? [] : await programFiles(interpreter, path, depth + 1)
	];
}
async function interpreterOf(file, path) {
	const handle = await open$1(file).catch(() => null);
	if (handle === null) return null;
	await using _closed = handle;
	const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
	const [, first = "", rest = ""] = /^#![ \t]*(\S+)[ \t]*([^\n]*)/.exec(buffer.toString("latin1", 0, bytesRead)) ?? [];
	if (first === "") return null;
	const named = basename(first) === "env" ? rest.split(/\s+/).find((word) => !word.startsWith("-")) : first;
	return named === void 0 ? null : await findProgram(named, "/", path);
}
async function exists(file) {
	return await stat(file).then(() => true, () => false);
}
function isWithin(file, root) {
	return file === root || file.startsWith(root.endsWith("/") ? root : `${root}/`);
}
var systemTrees, prefixParts;
var init_toolchain = __esmMin((() => {
	init_promises$2();
	init__builtin_node_os();
	init__builtin_node_path();
	init_program();
	systemTrees = [
		"/usr",
		"/bin",
		"/sbin",
		"/lib",
		"/lib32",
		"/lib64",
		"/libx32",
		"/nix/store",
		"/etc/alternatives",
		"/etc/ca-certificates",
		"/etc/ld.so.cache",
		"/etc/ld.so.conf",
		"/etc/ld.so.conf.d",
		"/etc/localtime",
		"/etc/mime.types",
		"/etc/pki/ca-trust/extracted",
		"/etc/pki/tls/certs",
		"/etc/ssl/certs",
		"/etc/ssl/openssl.cnf"
	];
	prefixParts = [
		"lib",
		"lib64",
		"libexec",
		"include"
	];
}));
// src/sandbox/bwrap.ts
/**
* Bubblewrap in a user namespace of its own. Inside, the user is 1000 whoever we are. Where we are root the kernel does
* not hold `limits.processes`: it exempts the real root.
*/
function userBwrap(bwrap) {
	return {
		name: "bwrap",
		run: async (command) => await runInside(command, bwrap, {
			kind: "mapped",
			id: 1e3
		}, [])
	};
}
/**
* For hosts that close user namespaces, and root only: the command becomes a user that nobody else is, taken from the
* range that systemd keeps free for such (https://systemd.io/UIDS-GIDS), and owns the checkout while it runs.
*/
function rootBwrap(bwrap) {
	return {
		name: "bwrap-root",
		async run(command) {
			const id = randomInt(61184, 65520);
			const words = [
				"/usr/bin/setpriv",
				...[
					`--reuid=${id}`,
					`--regid=${id}`,
					"--clear-groups",
					"--no-new-privs",
					"--inh-caps=-all",
					"--"
				],
				"/usr/bin/env",
				`--chdir=${command.cwd}`,
				"--"
			];
			const owner = await stat(command.cwd);
			await giveTree(command.cwd, id, id);
			try {
				return await runInside(command, bwrap, {
					kind: "dropped",
					id
				}, words);
			} finally {
				await giveTree(command.cwd, owner.uid, owner.gid);
			}
		}
	};
}
/** Links are given away themselves, never what they lead to; the kernel takes set-user-id bits off on the way. */
async function giveTree(directory, uid, gid) {
	await execute("chown", [
		"-hR",
		`${uid}:${gid}`,
		"--",
		directory
	], { env: launcherEnv });
}
async function runInside(command, bwrap, user, words) {
	const path = command.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin";
	const [program, ...args] = command.argv;
	const file = await findProgram(program, command.cwd, path);
	if (file === null) return {
		kind: "not-found",
		program
	};
	await using leash = await openLeash("group");
	await using egress = await openEgress(command.hosts, leash.directory);
	const { memoryBytes, fileBytes, processes } = command.limits;
	const limits = await planResourceLimits({
		...memoryBytes !== void 0 && { memoryBytes },
		...fileBytes !== void 0 && { fileBytes },
		...processes !== void 0 && { processes }
	});
	const readOnly = command.readOnly ?? [];
	const plan = planBwrap({
		features: bwrap.features,
		user,
		cwd: command.cwd,
		env: {
			...command.env,
			...egress.env,
			PATH: path,
			HOME: insideHome,
			TMPDIR: insideTemporary
		},
		readOnly,
		mounts: await planToolchain(file, path, [command.cwd, ...readOnly]),
		placed: egress.placed
	});
	let status = "";
	const exit = await runChild(command, {
		file: bwrap.program,
		args: [
			...plan.flags,
			"--",
			...words,
			...limits,
			...egress.words,
			file,
			...args
		],
		env: launcherEnv,
		cwd: "/",
		graceMs: 0,
		feeds: plan.feeds,
		onStatus(text) {
			status += text;
		}
	}, leash);
	await untilGone(/"child-pid": (\d+)/.exec(status)?.[1]);
	if (exit.kind !== "exited") return exit;
	if (!status.includes("\"exit-code\"")) throw new SandboxFailed(`The sandbox could not be set up: ${exit.stderr.text.trim().slice(0, 300)}`);
	return asKilled(exit);
}
/** Like a shell, bwrap tells of a signal as 128 and its number. */
function asKilled(exit) {
	const signal = Object.entries(constants$1.signals).find(([, number]) => number === exit.exitCode - 128)?.[0];
	if (signal === void 0 || [
		"SIGCHLD",
		"SIGCONT",
		"SIGURG",
		"SIGWINCH",
		"SIGTSTP"
	].includes(signal)) return exit;
	const { exitCode: _code, kind: _kind, ...output } = exit;
	return {
		kind: "killed",
		signal,
		...output
	};
}
/** The kernel takes a namespace apart after its first process: until that one is gone, others may still be there. */
async function untilGone(firstProcess) {
	if (firstProcess === void 0) return;
	for (let waited = 0; waited < 3e3; waited += 5) {
		const stat = await readFile$1(`/proc/${firstProcess}/stat`, "latin1").catch(() => null);
		if (stat === null || /\) Z /.test(stat)) return;
		await setTimeout$1(5);
	}
	throw new SandboxFailed("Processes of the agent could not be ended");
}
/** Finds bubblewrap where only an administrator can have put it; `null` when it is not installed. */
async function findBwrap(features) {
	const program = await findProgram("bwrap", "/", "/usr/local/bin:/usr/bin:/bin");
	if (program === null) return null;
	const { stdout, stderr } = await execute(program, ["--help"], { env: launcherEnv });
	return {
		program: await realpath(program),
		features: features(stdout + stderr)
	};
}
var execute, launcherEnv;
var init_bwrap = __esmMin((() => {
	init__builtin_node_child_process();
	init__builtin_node_crypto();
	init_promises$2();
	init__builtin_node_os();
	init_promises();
	init__builtin_node_util();
	init_bwrap_profile();
	init_child();
	init_egress();
	init_leash();
	init_program();
	init_resource_limits();
	init_sandbox();
	init_toolchain();
	execute = promisify(execFile);
	launcherEnv = { PATH: "/usr/bin:/bin" };
}));
// src/sandbox/self-test.ts
/** The attacks that came through, in words; none means the rung holds. Throws when it does not even start. */
async function testSandbox(sandbox) {
	await using outside = await mkdtempDisposable(join$1(tmpdir(), "wholly-outside-"));
	await using inside = await mkdtempDisposable(join$1(tmpdir(), "wholly-inside-"));
	const listener = createServer$1((socket) => socket.destroy());
	listener.listen(0, "127.0.0.1");
	await once(listener, "listening");
	const address = listener.address();
	const port = typeof address === "object" && address !== null ? address.port : 0;
	const survivor = `wholly-survivor-${randomUUID()}`;
	try {
		const exit = await sandbox.run({
			argv: [
				process.execPath,
				"--eval",
				attack,
				outside.path,
				`${port}`,
				survivor
			],
			cwd: inside.path,
			env: {},
			hosts: [],
			limits: {
				wallMs: 2e4,
				outputBytes: 65536
			}
		});
		if (exit.kind === "not-found") return ["nothing: its program was not found"];
		if (exit.kind !== "exited" || exit.exitCode !== 0) return [`nothing: it ended as ${exit.kind}`];
		const done = parseDone(exit.stdout.text);
		if ((await readdir(outside.path)).length > 0) done.push("write where it was not shown anything");
		if (await isAlive(survivor)) done.push("leave a process behind");
		return done;
	} finally {
		listener.close();
	}
}
function parseDone(text) {
	const value = JSON.parse(text);
	return Array.isArray(value) ? value.map(String) : ["an unreadable answer"];
}
async function isAlive(marker) {
	const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
	return (await Promise.all(processes.map((id) => readFile$1(`/proc/${id}/cmdline`, "latin1").catch(() => "")))).some((line) => line.includes(marker));
}
var attack;
var init_self_test = __esmMin((() => {
	init__builtin_node_events();
	init_promises$2();
	init__builtin_node_net();
	init__builtin_node_os();
	init__builtin_node_path();
	init__builtin_node_crypto();
	attack = `
const fs = require('node:fs');
const net = require('node:net');
const { spawn } = require('node:child_process');
const [outside, port, survivor] = process.argv.slice(1);
const done = [];
try { fs.writeFileSync(outside + '/escape', ''); } catch { }
try { fs.readdirSync(outside); done.push('see a directory it was not shown'); } catch { }
for (const place of ['/', '/etc', '/usr']) {
  try { fs.accessSync(place, fs.constants.W_OK); done.push('write to ' + place); } catch { }
}
for (const name of fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name))) {
  let env = '';
  try { env = fs.readFileSync('/proc/' + name + '/environ', 'latin1'); } catch { }
  const names = env.split('\\0').filter(Boolean).map((entry) => entry.split('=')[0]);
  const strange = names.find((name) => !['PATH', 'HOME', 'TMPDIR', 'PWD'].includes(name));
  if (strange) done.push('read ' + strange + ' of process ' + name);
}
spawn('sleep', ['60'], { argv0: survivor, detached: true, stdio: 'ignore' }).unref();
const socket = net.connect(Number(port), '127.0.0.1');
const finish = () => { console.log(JSON.stringify(done)); process.exit(0); };
socket.on('connect', () => { done.push('reach the network'); finish(); });
socket.on('error', finish);
`;
}));
// src/sandbox/open.ts
/**
* The strongest rung that withstands its self-test, found once per process; `none` only for who asks for it by name.
* Throws {@link SandboxUnavailable} with the remedy.
*/
async function openSandbox(choice) {
	if (choice === "none") return none;
	strongest ??= climb();
	try {
		return await strongest;
	} catch (error) {
		strongest = void 0;
		throw error;
	}
}
async function climb() {
	const bwrap = process.platform === "linux" ? await findBwrap(parseFeatures) : null;
	if (bwrap === null) {
		const remedy = process.platform === "linux" ? "install it with: apt-get install -y bubblewrap" : "it is for Linux only, so run Wholly there";
		throw new SandboxUnavailable(`There is no sandbox here because bubblewrap is missing: ${remedy}; or ask for --sandbox none.`);
	}
	return await strongestOf([userBwrap(bwrap), ...process.geteuid?.() === 0 ? [rootBwrap(bwrap)] : []]);
}
/** The first of these, strongest first, that withstands its self-test. Throws {@link SandboxUnavailable}. */
async function strongestOf(rungs) {
	const failures = [];
	for (const rung of rungs) {
		const failure = await failureOf(rung);
		if (failure === null) return rung;
		failures.push(`${rung.name}: ${failure}`);
	}
	throw new SandboxUnavailable(`Bubblewrap cannot confine anything here (${failures.join("; ")}): allow user namespaces with sysctl kernel.apparmor_restrict_unprivileged_userns=0 (as root), run as root, or ask for --sandbox none.`);
}
async function failureOf(rung) {
	try {
		const escapes = await testSandbox(rung);
		return escapes.length === 0 ? null : `an agent could ${escapes.join(", ")}`;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
var strongest;
var init_open = __esmMin((() => {
	init_bwrap();
	init_bwrap_profile();
	init_none();
	init_sandbox();
	init_self_test();
}));
// src/state/place.ts
/** Where state is kept: `WHOLLY_STATE`, else the user's state directory (XDG Base Directory Specification). */
function stateDirectory(environment) {
	const { WHOLLY_STATE: named, XDG_STATE_HOME: state, HOME: home, USER: user } = environment;
	if (named !== void 0 && named !== "") return named;
	if (state !== void 0 && isAbsolute(state)) return join$1(state, "wholly");
	if (home !== void 0 && isAbsolute(home)) return join$1(home, ".local", "state", "wholly");
	return join$1(tmpdir(), `wholly-state-${user ?? process.getuid?.() ?? "user"}`);
}
var init_place = __esmMin((() => {
	init__builtin_node_os();
	init__builtin_node_path();
}));
// src/state/history.ts
/** One file of JSON lines for each thread below the state directory. */
function openHistory(directory) {
	const fileOf = (repository, thread) => join$1(directory, "threads", `${repository}-${thread}.jsonl`);
	return {
		async read(repository, thread) {
			try {
				return parseLines(await readFile$1(fileOf(repository, thread), "utf8"));
			} catch (error) {
				if (error.code === "ENOENT") return [];
				throw error;
			}
		},
		async add(repository, thread, run) {
			const file = fileOf(repository, thread);
			await mkdir(dirname(file), {
				recursive: true,
				mode: 448
			});
			const handle = await open$1(file, "a", 384);
			try {
				await handle.write(`\n${JSON.stringify(run)}\n`);
				await handle.sync();
			} finally {
				await handle.close();
			}
		}
	};
}
/** A line that a killed process left half written tells nothing and is passed over; all are our own. */
function parseLines(text) {
	return text.split("\n").flatMap((line) => {
		try {
			return line === "" ? [] : [JSON.parse(line)];
		} catch {
			return [];
		}
	});
}
var init_history = __esmMin((() => {
	init_promises$2();
	init__builtin_node_path();
}));
// src/state/store.ts
/** Opens the state directory, private to its owner. */
async function openStore(directory) {
	const made = await mkdir(directory, {
		recursive: true,
		mode: 448
	});
	const root = await realpath(directory);
	if (made !== void 0) await chmod(root, 448);
	const sets = join$1(root, "change-sets");
	await mkdir(sets, {
		recursive: true,
		mode: 448
	});
	await chmod(sets, 448);
	const fileOf = (digest, ending) => join$1(sets, `${parseDigest(digest)}.${ending}`);
	async function find(digest) {
		try {
			const changeSet = parseChangeSet(await readFile$1(fileOf(digest, "change-set.json"), "utf8"));
			if (changeSet.digest === digest) return changeSet;
			throw new MalformedChangeSet(`the file of ${digest} holds ${changeSet.digest}`);
		} catch (error) {
			if (error.code === "ENOENT") return null;
			throw error;
		}
	}
	return {
		directory: root,
		async keep(changeSet) {
			const file = fileOf(changeSet.digest, "change-set.json");
			await writeWhole(file, formatChangeSet(changeSet));
			return file;
		},
		async keepBeside(changeSet, ending, text) {
			const file = fileOf(changeSet.digest, ending);
			await writeWhole(file, [text]);
			return file;
		},
		find,
		async drop(digest) {
			if (await find(digest) === null) return false;
			await rm(fileOf(digest, "change-set.json"));
			await rm(fileOf(digest, "patch"), { force: true });
			return true;
		}
	};
}
/** Old or new, never a part of it, and durable when it returns: file synced, renamed, directory synced. */
async function writeWhole(file, pieces) {
	const temporary = join$1(dirname(file), `.${randomBytes(8).toString("hex")}`);
	try {
		const handle = await open$1(temporary, "wx", 384);
		try {
			await handle.chmod(384);
			for (const piece of pieces) await handle.writeFile(piece);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await rename(temporary, file);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
	const parent = await open$1(dirname(file), "r");
	try {
		await parent.sync();
	} finally {
		await parent.close();
	}
}
/** The hexadecimal digits of a digest; nothing else may become a file's name. */
function parseDigest(digest) {
	const [, digits] = /^sha256:([0-9a-f]{64})$/.exec(digest) ?? [];
	if (digits === void 0) throw new TypeError("not a digest");
	return digits;
}
var init_store = __esmMin((() => {
	init__builtin_node_crypto();
	init_promises$2();
	init__builtin_node_path();
	init_file$1();
}));
// src/trigger/repository-name.ts
function isOwnerName(text) {
	return /^[A-Za-z0-9_][A-Za-z0-9_-]{0,38}$/.test(text);
}
function isRepositoryName(text) {
	return /^[A-Za-z0-9._][A-Za-z0-9._-]{0,99}$/.test(text) && text !== "." && !text.includes("..") && !/\.git$/i.test(text);
}
var init_repository_name = __esmMin((() => {}));
// src/trigger/event-shape.ts
function conversationOf(told) {
	const { number, title, body, html_url: htmlUrl } = told;
	if (!told.pull_request) return {
		kind: "issue",
		number,
		title,
		body,
		htmlUrl
	};
	return {
		kind: "pull-request",
		number,
		title,
		body,
		htmlUrl,
		head: null,
		base: null
	};
}
function pin(told, createdAt, updatedAt) {
	return {
		id: told.id,
		nodeId: told.node_id ?? null,
		body: told.body,
		bodySha256: createHash("sha256").update(told.body).digest("hex"),
		createdAt,
		updatedAt,
		htmlUrl: told.html_url
	};
}
var id, oid, time, webAddress, text, ownerName, repositoryName, branchName, deliveryShape, eventNameShape, account, repository, commonShape, titled, pinned, dated, issueShape, pullRequestEnd, pullRequest, issueComment, issueBody, review, reviewComment, noText, subjectShapes;
var init_event_shape = __esmMin((() => {
	init__builtin_node_crypto();
	init_zod();
	init_branch_name();
	init_repository_name();
	id = int().positive();
	oid = string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "is not an object id");
	time = datetime({ offset: true });
	webAddress = url({ protocol: /^https?$/ });
	text = string().nullish().transform((body) => body ?? "");
	ownerName = custom((name) => typeof name === "string" && isOwnerName(name), "is not a name of a user or organisation");
	repositoryName = custom((name) => typeof name === "string" && isRepositoryName(name), "is not a name of a repository");
	branchName = custom((name) => typeof name === "string" && isBranchName(name), "is not a name of a branch");
	deliveryShape = string().regex(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,127}$/, "is not an id of a delivery").nullable();
	eventNameShape = string().regex(/^[a-z][a-z0-9_]{0,63}$/, "is not the name of an event");
	account = object({
		id,
		login: string().regex(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,99}(?:\[bot\])?$/, "is not a login"),
		type: string().regex(/^[A-Za-z]{1,40}$/, "is not a type of account")
	});
	repository = object({
		id,
		name: repositoryName,
		owner: object({ login: ownerName }),
		default_branch: branchName,
		private: boolean(),
		html_url: webAddress,
		clone_url: webAddress.nullish()
	}).transform((told) => ({
		id: told.id,
		owner: told.owner.login,
		name: told.name,
		defaultBranch: told.default_branch,
		private: told.private,
		htmlUrl: told.html_url,
		cloneUrl: told.clone_url ?? null
	}));
	commonShape = object({
		action: string().nullish(),
		repository,
		sender: account,
		installation: object({ id }).nullish()
	});
	titled = {
		number: id,
		title: string(),
		body: text,
		html_url: webAddress
	};
	pinned = {
		id,
		node_id: string().nullish(),
		body: text,
		html_url: webAddress
	};
	dated = {
		...pinned,
		created_at: time,
		updated_at: time
	};
	issueShape = object({
		...titled,
		pull_request: looseObject({}).nullish()
	});
	pullRequestEnd = object({
		ref: branchName,
		sha: oid,
		repo: object({ id }).nullish()
	}).transform((told) => ({
		branch: told.ref,
		oid: told.sha,
		repositoryId: told.repo?.id ?? null
	}));
	pullRequest = object({
		...titled,
		head: pullRequestEnd,
		base: pullRequestEnd
	}).transform(({ html_url: htmlUrl, ...told }) => ({
		kind: "pull-request",
		htmlUrl,
		...told
	}));
	issueComment = object({
		issue: issueShape,
		comment: object({
			...dated,
			user: account
		})
	}).transform(({ issue, comment }) => ({
		target: conversationOf(issue),
		comment: {
			kind: "issue-comment",
			...pin(comment, comment.created_at, comment.updated_at)
		},
		writer: comment.user
	}));
	issueBody = object({ issue: object({
		...issueShape.shape,
		...dated,
		user: account.nullish()
	}) }).transform(({ issue }) => ({
		target: conversationOf(issue),
		comment: {
			kind: "issue-body",
			...pin(issue, issue.created_at, issue.updated_at)
		},
		writer: issue.user ?? null
	}));
	review = object({
		pull_request: pullRequest,
		review: object({
			...pinned,
			user: account,
			submitted_at: time,
			updated_at: time.nullish()
		})
	}).transform(({ pull_request: target, review: { submitted_at: at, ...told } }) => ({
		target,
		comment: {
			kind: "review",
			...pin(told, at, told.updated_at ?? at)
		},
		writer: told.user
	}));
	reviewComment = object({
		pull_request: pullRequest,
		comment: object({
			...dated,
			user: account,
			path: string().min(1),
			side: _enum(["LEFT", "RIGHT"]).nullish(),
			start_line: id.nullish(),
			line: id.nullish(),
			diff_hunk: string(),
			commit_id: oid
		})
	}).transform(({ pull_request: target, comment }) => ({
		target,
		comment: {
			kind: "review-comment",
			...pin(comment, comment.created_at, comment.updated_at),
			place: {
				path: comment.path,
				side: comment.side ?? "RIGHT",
				startLine: comment.start_line ?? null,
				line: comment.line ?? null,
				diffHunk: comment.diff_hunk,
				commitId: comment.commit_id
			}
		},
		writer: comment.user
	}));
	noText = object({
		issue: issueShape.nullish(),
		pull_request: pullRequest.nullish(),
		workflow_run: object({ actor: account }).nullish()
	}).transform(({ issue, pull_request: pull, workflow_run: workflowRun }) => ({
		target: issue ? conversationOf(issue) : pull ?? null,
		comment: null,
		writer: workflowRun?.actor ?? null
	}));
	subjectShapes = {
		"issue-comment": issueComment,
		"issue-body": issueBody,
		review,
		"review-comment": reviewComment,
		none: noText
	};
}));
// src/trigger/event.ts
/**
* Reads one webhook event of GitHub, as the App receives it or as a workflow finds it in its event file. The payload is
* believed in nothing but its shape: who it names must still be judged, and what it names must still be looked up.
*
* `deliveryId` names this delivery of the event, the same for each repeat of it; `null` where nothing does. Workflow
* events that lack `repository` or `sender` (some schedules) are `malformed` unless the door fills these in.
*/
function parseEvent(name, payload, settings, deliveryId = null) {
	const wish = findWish(name, payload, settings);
	if (wish.kind === "none") return {
		kind: "ignored",
		why: wish.why
	};
	if (wish.kind === "malformed") return malformed(wish.message);
	const envelope = object({
		name: eventNameShape,
		deliveryId: deliveryShape
	}).safeParse({
		name,
		deliveryId
	});
	if (!envelope.success) return malformed(problemOf(envelope.error));
	const common = commonShape.safeParse(payload);
	if (!common.success) return malformed(problemOf(common.error));
	const subject = subjectShapes[wish.source].safeParse(payload);
	if (!subject.success) return malformed(problemOf(subject.error));
	const { action, installation, repository, sender } = common.data;
	const actor = actorOf(wish.origin, subject.data, sender);
	if (actor === null) return malformed("nobody is named as the writer of the text that asks");
	return {
		kind: "asked",
		trigger: {
			event: {
				name,
				action: action ?? null
			},
			deliveryId,
			installationId: installation?.id ?? null,
			repository,
			target: subject.data.target,
			comment: subject.data.comment,
			origin: wish.origin,
			actor,
			sender,
			command: wish.command
		}
	};
}
function actorOf(origin, subject, sender) {
	switch (origin) {
		case "mention": return subject.writer;
		case "prompt": return subject.writer ?? sender;
		case "label":
		case "assignee": return sender;
	}
}
function problemOf(error) {
	const [issue] = error.issues;
	const where = issue?.path.join(".") ?? "";
	return `${where === "" ? "" : `${where}: `}${issue?.message ?? "wrong shape"}`;
}
function malformed(message) {
	return {
		kind: "malformed",
		code: "EEVENT",
		message: `the event does not hold together: ${message}`
	};
}
var init_event = __esmMin((() => {
	init_zod();
	init_event_shape();
	init_wish();
}));
// src/action/answer-event.ts
var answer_event_exports = /* @__PURE__ */ __exportAll({ answerEvent: () => answerEvent });
/** An event that may ask for something: parsed, and answered with the tools that the inputs name. */
async function answerEvent(occasion) {
	const { runId, event, inputs, settings, surroundings } = occasion;
	const { environment } = surroundings;
	const delivery = environment["GITHUB_RUN_ID"] ?? runId;
	const parsed = parseEvent(event.name, event.payload, settings, delivery);
	if (parsed.kind === "ignored") return {
		...emptyReport(runId),
		conclusion: "ignored",
		reason: parsed.why
	};
	if (parsed.kind === "malformed") return {
		...emptyReport(runId),
		conclusion: "usage",
		code: parsed.code,
		reason: parsed.message
	};
	if (inputs.token === "") throw new UsageError("input github-token is empty");
	const { trigger } = parsed;
	const repositoryUrl = `${environment["GITHUB_SERVER_URL"] ?? "https://github.com"}/${trigger.repository.owner}/${trigger.repository.name}`;
	const git = openGit(environment);
	const scratch = environment["RUNNER_TEMP"] ?? tmpdir();
	const store = await openStore(storeDirectory(inputs, environment));
	return await respond(runId, trigger, {
		git,
		store,
		history: openHistory(store.directory),
		stopThread: null,
		openSandbox: () => openSandbox(inputs.sandbox),
		signer: await openEnvironmentSigner(environment, scratch, surroundings.afterReport),
		api: openApi({
			baseUrl: environment["GITHUB_API_URL"] ?? "https://api.github.com",
			token: inputs.token
		}),
		remote: {
			url: `${repositoryUrl}.git`,
			token: inputs.token
		},
		guests: {
			bots: inputs.allowedBots,
			users: inputs.allowedUsers
		},
		self: null,
		key: environment["GITHUB_WORKFLOW"] ?? "workflow",
		runUrl: runUrlOf(repositoryUrl, environment),
		mention: inputs.triggerPhrase,
		progress: stepProgress(surroundings),
		scratch,
		environment,
		secrets: [inputs.token, environment["WHOLLY_SIGNING_KEY"] ?? ""].filter((value) => value !== ""),
		wishes: wishesOf(inputs, surroundings.signal),
		signal: surroundings.signal,
		afterReport: surroundings.afterReport,
		mode: inputs.mode,
		workspace: inputs.mode === "workspace" ? await workspaceOf(git, environment) : null,
		changeSet: inputs.changeSet === "" ? null : await readChangeSet(inputs.changeSet),
		baseBranch: inputs.baseBranch || null,
		branchPrefix: inputs.branchPrefix,
		title: inputs.title,
		body: inputs.body,
		commitMessage: inputs.commitMessage,
		decoration: {
			teamReviewers: inputs.teamReviewers,
			assignees: inputs.assignees
		},
		identity: WORKFLOW_IDENTITY
	});
}
function storeDirectory({ stateDir }, environment) {
	const { RUNNER_TEMP: temporary } = environment;
	if (stateDir !== "") return resolve(stateDir);
	return temporary === void 0 ? stateDirectory(environment) : join$1(temporary, "wholly-state");
}
function runUrlOf(repositoryUrl, { GITHUB_RUN_ID: id }) {
	return id === void 0 ? null : `${repositoryUrl}/actions/runs/${id}`;
}
function wishesOf(inputs, signal) {
	const { commitSigning, agent, agentCommand, setup, verify, timeoutMinutes, maxTurns, maxFiles, maxBytes, draft, labels, reviewers } = inputs;
	return {
		signal,
		...draft !== null && { draft },
		...commitSigning !== "" && { signing: commitSigning },
		...(agent !== "" || agentCommand !== "") && { agent: parseAgent(agent, agentCommand) },
		...setup.length > 0 && { setup },
		...verify.length > 0 && { verify },
		...timeoutMinutes !== null && { timeoutMs: timeoutMinutes * 6e4 },
		...maxTurns !== null && { turns: maxTurns },
		...maxFiles !== null && { files: maxFiles },
		...maxBytes !== null && { bytes: maxBytes },
		...labels.length > 0 && { labels },
		...reviewers.length > 0 && { reviewers }
	};
}
async function workspaceOf(git, environment) {
	const repository = await findRepository(git, environment["GITHUB_WORKSPACE"] ?? ".");
	if (repository.workTree === null) throw new UsageError("mode workspace needs actions/checkout before it");
	return repository;
}
async function readChangeSet(file) {
	try {
		return parseChangeSet(await readFile$1(file, "utf8"));
	} catch (cause) {
		if (cause instanceof Error && cause.name === "MalformedChangeSet") throw cause;
		throw new UsageError(`change-set ${file} cannot be read`, { cause });
	}
}
/** One line a phase in the log of the step, and each output as soon as it is known. */
function stepProgress({ stdout, environment }) {
	const { GITHUB_OUTPUT: file = "" } = environment;
	const known = {};
	return {
		began: (phase) => void stdout.write(`Wholly: ${phase} ...\n`),
		saw() {},
		noted(report) {
			const fresh = Object.entries(factsOf(report)).filter(([name, value]) => value !== "" && known[name] !== value);
			if (fresh.length === 0 || file === "") return;
			Object.assign(known, Object.fromEntries(fresh));
			writeOutputs(file, Object.fromEntries(fresh));
		}
	};
}
var WORKFLOW_IDENTITY;
var init_answer_event = __esmMin((() => {
	init_promises$2();
	init__builtin_node_os();
	init__builtin_node_path();
	init_file$1();
	init_agent$1();
	init_git();
	init_key_file();
	init_local_repository();
	init_api();
	init_report();
	init_usage_error();
	init_respond();
	init_open();
	init_place();
	init_history();
	init_store();
	init_event();
	init_outputs();
	WORKFLOW_IDENTITY = {
		name: "github-actions[bot]",
		email: "41898282+github-actions[bot]@users.noreply.github.com"
	};
}));
// src/action/main.ts
init__builtin_node_fs();
init_ending();
init_report();
init_outputs();
/** One run of the action; answers its exit code. Most events are none of ours, so everything heavy is loaded late. */
async function main(surroundings) {
	const { environment, stdout } = surroundings;
	const runId = newRunId();
	const { GITHUB_OUTPUT: outputs, GITHUB_STEP_SUMMARY: summary } = environment;
	if (outputs !== void 0 && outputs !== "") writeOutputs(outputs, { "run-id": runId });
	const report = await answer(runId, surroundings);
	if (outputs !== void 0 && outputs !== "") writeOutputs(outputs, outputsOf(report));
	if (report.conclusion === "ignored") {
		stdout.write(`Nothing to do: ${report.reason}.\n`);
		return 0;
	}
	const { renderText } = await Promise.resolve().then(() => (init_text(), text_exports));
	stdout.write(renderText(report));
	if (summary !== void 0 && summary !== "") {
		const { renderSummary } = await Promise.resolve().then(() => (init_summary(), summary_exports));
		appendFileSync(summary, renderSummary(report));
	}
	return judgeStep(report, surroundings);
}
async function answer(runId, surroundings) {
	try {
		const inputs = parseInputs(surroundings.environment);
		const event = readEvent(surroundings.environment);
		const settings = triggerSettings(inputs);
		if (!concerns(event.name, event.payload, settings)) return {
			...emptyReport(runId),
			conclusion: "ignored",
			reason: "this event asks for nothing"
		};
		const { answerEvent } = await Promise.resolve().then(() => (init_answer_event(), answer_event_exports));
		return await answerEvent({
			runId,
			event,
			inputs,
			settings,
			surroundings
		});
	} catch (error) {
		return {
			...emptyReport(runId),
			...endingOfError(error)
		};
	}
}
function triggerSettings(inputs) {
	const prompt = inputs.prompt || (inputs.promptFile === "" ? "" : readPromptFile(inputs.promptFile));
	return {
		mentions: [inputs.triggerPhrase],
		labelTrigger: inputs.labelTrigger || null,
		assigneeTrigger: inputs.assigneeTrigger || null,
		prompt: prompt || (inputs.changeSet === "" ? null : "Publish a sealed change set"),
		self: null
	};
}
/** Whether the step fails, and what its annotation says. */
function judgeStep(report, { environment, stdout }) {
	const code = exitCodeOf(report.conclusion);
	if (code === 0) return 0;
	const said = `${report.code ?? report.conclusion}: ${report.reason ?? report.conclusion}`;
	const tolerance = report.conclusion === "no-changes" ? readInput(environment, "if-no-changes") || "warn" : "error";
	if (tolerance === "ignore") return 0;
	stdout.write(renderCommand(tolerance === "warn" ? "warning" : "error", said));
	return tolerance === "warn" ? 0 : code;
}
// src/action.ts
const controller = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => controller.abort(new Error(signal)));
const environment = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => value === void 0 ? [] : [[name, value]]));
await using afterReport = new AsyncDisposableStack();
process.exitCode = await main({
	environment,
	stdout: process.stdout,
	signal: controller.signal,
	afterReport
});
export {};
