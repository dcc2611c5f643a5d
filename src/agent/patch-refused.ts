/**
 * Why a request's diffs and suggestions are not applied:
 * `ENODIFF` there are none, `EDIFFEMPTY` one changes nothing, `EDIFFCORRUPT` one is cut or miscounted, `EDIFFPATH` one
 * names what no change may touch, `EDIFFAPPLY` one does not fit the files, `EDIFFTWICE` the files already say so.
 */
export type PatchCode = 'ENODIFF' | 'EDIFFEMPTY' | 'EDIFFCORRUPT' | 'EDIFFPATH' | 'EDIFFAPPLY' | 'EDIFFTWICE';

/** Expected: the driver makes an outcome of it. The message is one plain sentence. */
export class PatchRefused extends Error {
  override readonly name = 'PatchRefused';
  readonly code: PatchCode;

  constructor(code: PatchCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
