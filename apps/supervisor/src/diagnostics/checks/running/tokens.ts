import { existsSync } from 'node:fs'
import { getJson } from '../../../http/get-json.ts'
import { type DiagnosticCheck, skipsUnlessRunning } from '../../check.ts'
import type { FindingOf } from '../../finding.ts'
import type { KnownToken } from '../../library/library-facts.ts'
import { libraryFacts, skipsWithoutLibrary } from '../data/library-facts.ts'

const soonMs = 7 * 86_400_000

/** Whether who has a key gets in by it. */
export const tokenChecks: readonly DiagnosticCheck[] = [
  {
    name: 'tokens:local-key',
    title: 'whether commands of this machine are known by their key',
    skips: skipsUnlessRunning,
    run: async ({ instance, folder }) => {
      if (instance.state !== 'running') return {}
      if (!existsSync(folder.localKeyFile)) return { findings: [noKey(folder.localKeyFile)] }
      const { description, headers } = instance
      const answers = await Promise.allSettled([
        getJson('/api/v1/processes', description.supervisor.url, headers),
        getJson('/api/v1/stats', description.web.url, headers),
      ])
      // One that does not answer is found by who asks for that.
      const statuses = answers.flatMap((one) =>
        one.status === 'fulfilled' ? one.value.status : [],
      )
      const isRefused = statuses.some((status) => status === 401 || status === 403)
      return { observed: 'known', findings: isRefused ? [wrongKey(folder.localKeyFile)] : [] }
    },
  },
  {
    name: 'tokens:expiry',
    title: 'whether no token of a program ends soon',
    skips: skipsWithoutLibrary,
    run: async ({ library }) => {
      const { tokens = [] } = (await libraryFacts(library)) ?? {}
      const nowMs = Date.now()
      const ending = tokens.filter(
        ({ expiresAt }) => expiresAt !== null && expiresAt < nowMs + soonMs,
      )
      return {
        observed: `${tokens.length} tokens`,
        findings: ending.map((token) => endingToken(token, nowMs)),
      }
    },
  },
]

function noKey(file: string): FindingOf {
  return {
    severity: 'warning',
    class: 'access',
    evidence: `${file} is gone: where logins are required, commands of this machine are strangers.`,
    fix: 'Stop PromptBin and start it again, which makes the key anew.',
  }
}

function wrongKey(file: string): FindingOf {
  return {
    severity: 'error',
    class: 'access',
    evidence: `The key in ${file} is not that of the PromptBin which runs, so commands are refused.`,
    fix: 'Stop PromptBin (Ctrl-C, or kill its pid) and start it again, which makes the key anew; docs/operations/lost-token.md',
  }
}

function endingToken({ name, expiresAt }: KnownToken, nowMs: number): FindingOf {
  const at = expiresAt ?? 0
  const isOver = at <= nowMs
  return {
    severity: isOver ? 'info' : 'warning',
    class: 'access',
    evidence: `The token ${name} ${isOver ? 'has ended' : 'ends'} at ${new Date(at).toISOString()}.`,
    fix: isOver
      ? `promptbin token revoke ${name}, or make another: promptbin token rotate ${name}`
      : `promptbin token rotate ${name}`,
  }
}
