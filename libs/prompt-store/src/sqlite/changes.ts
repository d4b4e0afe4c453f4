import { changePrompt } from './changes/change-prompt.ts'
import { createPrompt } from './changes/create-prompt.ts'
import { importPrompt } from './changes/import-prompt.ts'
import { probeWrite } from './changes/probe-write.ts'
import { trashPrompt } from './changes/trash-prompt.ts'

/** What the writer thread can be asked; logs and metrics use the same names. */
export const changes = {
  create: createPrompt,
  change: changePrompt,
  trash: trashPrompt,
  import: importPrompt,
  probe: probeWrite,
}
