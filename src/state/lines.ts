/** A line that a killed process left half written tells nothing and is passed over; all are our own. */
export function parseLines<Line>(text: string): Line[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
}
