import {
  anything,
  byName,
  choice,
  flag,
  integer,
  list,
  orNull,
  output,
  text,
  time,
} from '../schema/build.ts'

/** What is to be another. */
export const change = {
  set: byName(anything(), { description: 'Values by key, such as logging.level.' }),
  unset: list(text({ maxLength: 100 }), {
    description: 'Keys that get their default again.',
    maxItems: 100,
  }),
}

/** So that two administrators do not overwrite each other. */
export const ifMatch = integer({
  description: 'The generation that the change is based on; another one is refused.',
  minimum: 0,
})

/** Only to see. */
export const dryRun = flag({ description: 'Only tells what would come of it.' })

/** Also what waits. */
export const atNextStart = flag({
  description: 'Takes settings that count only from a start on, too; they wait for it.',
})

const kinds = ['live', 'reload', 'fixed'] as const

/** One setting in force. */
export const setting = output({
  value: anything(),
  origin: text({ description: 'default, file, env-file, environment, argument or derived' }),
  source: orNull(text()),
  change: choice(kinds, {
    description:
      'How a change acts: at once, by new processes without losing a request, or from the next start on.',
  }),
})

/** One setting that was another before. */
export const difference = output({
  key: text(),
  from: anything(),
  to: anything(),
  change: choice(kinds),
})

/** What came of a change. */
export const outcome = output({
  generation: integer({ description: 'The one in force now.' }),
  changed: list(difference, { description: 'Values of secrets are masked.' }),
  reloaded: list(text(), {
    description: 'The services whose processes were, or would be, replaced.',
  }),
  waiting: list(text(), { description: 'The keys that wait for the next start.' }),
  dryRun: flag({ description: 'Whether nothing was done.' }),
})

/** One configuration that was in force. */
export const generation = output({
  generation: integer(),
  at: time(),
  by: text({ description: 'The id of who did it.' }),
  face: text({ description: 'By which way: rest, mcp, cli, console, file, signal or internal.' }),
  action: text({ description: 'start, update, rollback, file, signal or reload' }),
  file: orNull(text()),
  changed: list(difference, { description: 'What was different in the one before.' }),
  summary: text(),
})

/** What is wrong with a change. */
export const fault = output({
  pointer: text(),
  message: text(),
  line: orNull(integer()),
  column: orNull(integer()),
})
