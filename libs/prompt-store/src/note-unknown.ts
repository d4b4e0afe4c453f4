/** Says that an include of an imported prompt stands for nothing. */
export function noteUnknown(reference: string): string {
  return `The include "${reference}" stands for no prompt here, and stays as it is written.`
}
