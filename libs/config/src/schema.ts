import envPaths from 'env-paths'
import { auth } from './sections/auth.ts'
import { backup } from './sections/backup.ts'
import { logging } from './sections/logging.ts'
import { mcp } from './sections/mcp.ts'
import { monitoring } from './sections/monitoring.ts'
import { operations } from './sections/operations.ts'
import type { Leaf, Section } from './sections/section.ts'
import { share } from './sections/share.ts'
import { store } from './sections/store.ts'
import { supervisor } from './sections/supervisor.ts'
import { tracing } from './sections/tracing.ts'
import { web } from './sections/web.ts'
import { webhooks } from './sections/webhooks.ts'

/** Settings, by themselves or in named sections. */
export interface Schema {
  readonly [name: string]: Leaf | Section
}

/**
 * Every setting of PromptBin. Types, defaults, names of environment variables and documentation
 * all come from here; a setting stands here only if it does something.
 */
export const schema = {
  data_dir: {
    doc: 'The folder that holds the library, the logs and what a running instance needs.',
    format: 'directory',
    default: envPaths('promptbin', { suffix: '' }).data,
    change: 'fixed',
  },
  mode: {
    doc: 'Production, or development: details in errors, reloading.',
    format: 'mode',
    default: 'production',
    change: 'fixed',
  },
  web,
  mcp,
  auth,
  supervisor,
  share,
  monitoring,
  logging,
  tracing,
  operations,
  store,
  backup,
  webhooks,
} as const satisfies Schema

/** Older names of sections that are still understood. */
export const sectionAliases: Readonly<Record<string, string>> = { flask: 'web' }
