import { eventTypes } from '@promptbin/prompts'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Change } from './change.ts'

/** An event of `GET /api/v1/events`; newer versions of prompt-web may know more types. */
const Event = Compile(
  Type.Object({
    type: Type.String(),
    generation: Type.Integer({ minimum: 0 }),
    id: Type.Optional(Type.String()),
    name: Type.Optional(Type.String()),
    folder: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    formerFolder: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  }),
)

const types: readonly string[] = eventTypes

const isKnown = (type: string): type is Change['type'] => types.includes(type)

/**
 * The change that an event tells of. Whatever is not understood is a `reset` at `position`, the
 * last known generation: something happened, and nobody knows what.
 */
export function readChange(data: string, position: number): Change {
  let event: unknown
  try {
    event = JSON.parse(data)
  } catch {
    return { type: 'reset', generation: position }
  }
  if (!Event.Check(event)) return { type: 'reset', generation: position }
  const { type, generation, id, name, folder, formerFolder } = event
  if (!isKnown(type)) return { type: 'reset', generation }
  return {
    type,
    generation,
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
    ...(typeof folder === 'string' && { folder }),
    ...(typeof formerFolder === 'string' && { formerFolder }),
  }
}
