import { renderHelp } from '../report/help.ts';
import { said, type Answered, type Asked } from './answer.ts';

/** `help`: what can be asked. */
export async function help({ tools }: Asked): Promise<Answered> {
  return said(renderHelp(tools.mention));
}
