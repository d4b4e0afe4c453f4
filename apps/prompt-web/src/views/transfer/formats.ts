import type { ExportFormat, ImportFormat } from '@promptbin/prompt-formats'

/** What a library can be written as, in words; the first keeps everything. */
export const exportChoices: readonly {
  readonly format: ExportFormat
  readonly name: string
  readonly about: string
}[] = [
  {
    format: 'jsonl',
    name: 'Everything (JSON Lines)',
    about:
      'All versions, labels and their history, with checksums. Imported into an empty PromptBin it gives the same library.',
  },
  {
    format: 'dotprompt',
    name: 'Files (.prompt, zipped)',
    about:
      'One readable file a prompt in the folders you made, for editors, git and other tools that know dotprompt.',
  },
  {
    format: 'csv',
    name: 'Table (CSV)',
    about: 'One row a prompt, for spreadsheets. Nothing in it is read as a formula.',
  },
]

/** What can be imported, in words, and how such files are called. */
export const importChoices: readonly {
  readonly format: ImportFormat
  readonly name: string
  readonly files: string
}[] = [
  { format: 'jsonl', name: 'PromptBin export', files: '.jsonl' },
  { format: 'promptbin-0.5', name: 'PromptBin 0.5 data folder', files: 'zipped' },
  { format: 'prompts-chat', name: 'prompts.chat table', files: 'prompts.csv' },
  { format: 'dotprompt', name: 'dotprompt', files: '.prompt, or a zipped folder of them' },
  { format: 'skill', name: 'Agent skill', files: 'SKILL.md, or a zipped folder' },
  { format: 'vscode', name: 'VS Code prompt', files: '.prompt.md' },
  { format: 'github', name: 'GitHub prompt', files: '.prompt.yml' },
]
