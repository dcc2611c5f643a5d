/**
 * Workflow commands on standard output. Written here and not by the toolkit: its bundle alone takes longer to start
 * than everything we do on an event that is none of our business.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderCommand(name: 'error' | 'warning', text: string): string {
  const escaped = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::${name}::${escaped}\n`;
}
