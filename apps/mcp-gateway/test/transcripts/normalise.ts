/** What differs from run to run, and what stands for it in a transcript. */
const replacements: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>'],
  [/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g, '<time>'],
  [/("requestId":")[^"]+/g, '$1<request>'],
  [/("name":"promptbin","title":"PromptBin","version":")[^"]+/g, '$1<version>'],
]

/** An answer as the same question gets it every time. */
export const normalise = (text: string): string =>
  replacements.reduce((changed, [found, stand]) => changed.replace(found, stand), text)
