/** What an import can be read from. A zip holds any mixture of them. */
export const importFormats = [
  'promptbin-0.5',
  'prompts-chat',
  'dotprompt',
  'skill',
  'vscode',
  'github',
  'jsonl',
] as const
export type ImportFormat = (typeof importFormats)[number]

/** What a library can be written as. Only `jsonl` keeps everything: versions, labels, history. */
export const exportFormats = ['jsonl', 'dotprompt', 'csv'] as const
export type ExportFormat = (typeof exportFormats)[number]
