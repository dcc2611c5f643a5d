import { FLUSH, packet, readPackets } from './pkt-line.ts';

export interface PushCommand {
  readonly ref: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface Push {
  readonly commands: readonly PushCommand[];
  /** Whether the client listens to `remote:` lines. */
  readonly hasSideband: boolean;
}

const oid = (text: string) => (/^0+$/.test(text) ? undefined : text);

/** The commands in front of the pack (https://git-scm.com/docs/gitprotocol-pack#_reference_update_request_and_packfile_transfer). */
export function parsePush(body: Buffer): Push {
  const commands: PushCommand[] = [];
  let hasSideband = false;
  for (const item of readPackets(body).packets) {
    if (item === null) break;
    const [line = '', capabilities = ''] = item.toString().split('\0');
    if (capabilities.includes('side-band-64k')) hasSideband = true;
    const [, before, after, ref] = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (.+?)\n?$/.exec(line) ?? [];
    if (before === undefined || after === undefined || ref === undefined) continue;
    commands.push({ ref, before: oid(before), after: oid(after) });
  }
  return { commands, hasSideband };
}

export interface Report {
  readonly bytes: Buffer;
  /** Refs that git moved. */
  readonly accepted: ReadonlySet<string>;
}

/**
 * GitHub gives its own reasons behind `[remote rejected]`, and its own `remote:` lines; a hook can only say "hook
 * declined". So the report of receive-pack is rewritten on its way out.
 */
export function rewriteReport(
  out: Buffer,
  { hasSideband }: Push,
  reasons: ReadonlyMap<string, string>,
  remoteLines: readonly string[],
): Report {
  const accepted = new Set<string>();
  const renew = (bytes: Buffer): Buffer => {
    const lines = readPackets(bytes).packets.map((item) => {
      if (item === null) return FLUSH;
      const line = item.toString();
      const [, verdict, ref = ''] = /^(ok|ng) (\S+)/.exec(line) ?? [];
      if (verdict === 'ok') accepted.add(ref);
      const reason = verdict === 'ng' ? reasons.get(ref) : undefined;
      return packet(reason === undefined ? line : `ng ${ref} ${reason}\n`);
    });
    return Buffer.concat(lines);
  };
  if (!hasSideband) return { bytes: renew(out), accepted };

  const messages: Buffer[] = remoteLines.map((line) => packet(`\u0002${line}\n`));
  const report: Buffer[] = [];
  for (const item of readPackets(out).packets) {
    if (item === null) continue;
    if (item[0] === 1) report.push(item.subarray(1));
    else messages.push(packet(item));
  }
  const renewed = renew(Buffer.concat(report));
  const banded: Buffer[] = [];
  for (let at = 0; at < renewed.length; at += 60_000) {
    banded.push(packet(Buffer.concat([Buffer.of(1), renewed.subarray(at, at + 60_000)])));
  }
  return { bytes: Buffer.concat([...messages, ...banded, FLUSH]), accepted };
}
