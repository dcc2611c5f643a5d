import { isJson, textAt, type Json } from '../json.ts';

/** emulate leaves out where the annotations are. */
export function correctCheckRun(value: Json): void {
  if (isJson(value['output']))
    value['output']['annotations_url'] = `${textAt(value, 'url') ?? ''}/annotations`;
}
