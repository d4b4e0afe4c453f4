/**
 * Where a prompt's page is. `/prompts/new` is where prompts are written, so a prompt that is
 * named "new" is found with a slash at the end.
 */
export function promptAddress(name: string): string {
  return name === 'new' ? '/prompts/new/' : `/prompts/${name}`
}
