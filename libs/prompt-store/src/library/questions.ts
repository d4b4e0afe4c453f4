import { canLogIn } from './accounts/can-log-in.ts'
import { findAccount, listAccounts } from './accounts/list-accounts.ts'
import { listAudit, readAuditHead, readAuditLines } from './audit/read-audit.ts'
import { listEvents } from './feed/list-events.ts'
import { readGeneration } from './feed/read-generation.ts'
import { listFolders } from './groups/list-folders.ts'
import { listLabels } from './groups/list-labels.ts'
import { listTags } from './groups/list-tags.ts'
import { readStats } from './health/read-stats.ts'
import { composePrompt } from './includes/compose-prompt.ts'
import { listUses } from './includes/list-uses.ts'
import { asQuestion } from './jobs/as-question.ts'
import { listLabelMoves } from './labels/list-label-moves.ts'
import { listPrompts } from './listing/list-prompts.ts'
import { readLoginAttempts } from './logins/attempts.ts'
import { findLoginSession, listLoginSessions } from './logins/find-session.ts'
import { readRecords } from './records/read-records.ts'
import { hasOpenShares } from './shares/has-open-shares.ts'
import { listOpenings } from './shares/list-openings.ts'
import { listShares } from './shares/list-shares.ts'
import { openShare } from './shares/open-share.ts'
import { findToken } from './tokens/find-token.ts'
import { listTokens } from './tokens/list-tokens.ts'
import { listTrashed } from './trash/list-trashed.ts'
import { listVersions } from './versions/list-versions.ts'

/** What reader threads can be asked; logs and metrics use the same names. */
export const questions = {
  list: listPrompts,
  compose: asQuestion(composePrompt),
  versions: asQuestion(listVersions),
  labelMoves: asQuestion(listLabelMoves),
  uses: asQuestion(listUses),
  folders: listFolders,
  tags: listTags,
  labels: listLabels,
  trashed: asQuestion(listTrashed),
  shares: asQuestion(listShares),
  openShare: asQuestion(openShare),
  hasOpenShares,
  openings: asQuestion(listOpenings),
  tokens: listTokens,
  findToken,
  canLogIn,
  accounts: listAccounts,
  findAccount,
  findLoginSession,
  loginSessions: listLoginSessions,
  loginAttempts: readLoginAttempts,
  records: asQuestion(readRecords),
  audit: listAudit,
  auditLines: readAuditLines,
  auditHead: readAuditHead,
  events: asQuestion(listEvents),
  generation: readGeneration,
  stats: readStats,
}
