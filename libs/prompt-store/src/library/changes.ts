import { removeAccount, renewPasswordHash, setPassword } from './accounts/change-account.ts'
import { createAccount } from './accounts/create-account.ts'
import { appendAudit } from './audit/append-audit.ts'
import { noteExpiries } from './audit/note-expiries.ts'
import { noteRefusedMove } from './audit/note-refusal.ts'
import { probeWrite } from './health/probe-write.ts'
import { importPrompt } from './imports/import-prompt.ts'
import { asChange } from './jobs/as-change.ts'
import { removeLabel } from './labels/remove-label.ts'
import { rollBackLabel } from './labels/roll-back-label.ts'
import { setLabel } from './labels/set-label.ts'
import { noteLoginFailure } from './logins/attempts.ts'
import { createLoginSession, endLoginSessions, noteSessionUse } from './logins/change-sessions.ts'
import { changePrompt } from './prompts/change-prompt.ts'
import { changePrompts } from './prompts/change-prompts.ts'
import { createPrompt } from './prompts/create-prompt.ts'
import { duplicatePrompt } from './prompts/duplicate-prompt.ts'
import { restoreRecord } from './records/restore-record.ts'
import { createShare } from './shares/create-share.ts'
import { noteShareView } from './shares/note-share-view.ts'
import { revokeShare } from './shares/revoke-share.ts'
import { createToken } from './tokens/create-token.ts'
import { noteTokenUse } from './tokens/note-token-use.ts'
import { revokeToken } from './tokens/revoke-token.ts'
import { rotateToken } from './tokens/rotate-token.ts'
import { purgePrompts } from './trash/purge-prompts.ts'
import { restorePrompt } from './trash/restore-prompt.ts'
import { trashPrompt } from './trash/trash-prompt.ts'
import { noteUses, noteUsesByName } from './uses/note-uses.ts'
import { revertPrompt } from './versions/revert-prompt.ts'

export { takeNoted } from './audit/note-audit.ts'

/** What the writer thread can be asked; logs and metrics use the same names. */
export const changes = {
  create: asChange(createPrompt),
  change: asChange(changePrompt),
  revert: asChange(revertPrompt),
  duplicate: asChange(duplicatePrompt),
  batch: asChange(changePrompts),
  setLabel: noteRefusedMove(asChange(setLabel)),
  removeLabel: noteRefusedMove(asChange(removeLabel)),
  rollBackLabel: noteRefusedMove(asChange(rollBackLabel)),
  trash: asChange(trashPrompt),
  restore: asChange(restorePrompt),
  purge: asChange(purgePrompts),
  createShare: asChange(createShare),
  revokeShare: asChange(revokeShare),
  noteShareView: asChange(noteShareView),
  createToken: asChange(createToken),
  rotateToken: asChange(rotateToken),
  revokeToken: asChange(revokeToken),
  noteTokenUse: asChange(noteTokenUse),
  createAccount: asChange(createAccount),
  setPassword: asChange(setPassword),
  renewPasswordHash: asChange(renewPasswordHash),
  removeAccount: asChange(removeAccount),
  createLoginSession: asChange(createLoginSession),
  endLoginSessions: asChange(endLoginSessions),
  noteSessionUse: asChange(noteSessionUse),
  noteLoginFailure: asChange(noteLoginFailure),
  import: asChange(importPrompt),
  restoreRecord: asChange(restoreRecord),
  noteUses: asChange(noteUses),
  noteUsesByName: asChange(noteUsesByName),
  noteAudit: asChange(appendAudit),
  noteExpiries: asChange(noteExpiries),
  probe: probeWrite,
}
