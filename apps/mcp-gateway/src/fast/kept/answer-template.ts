import { randomUUID } from 'node:crypto'
import type { Result } from '@modelcontextprotocol/server'

/** An answer whose bytes are ready, but for what is different every time. */
export interface AnswerTemplate {
  /** Without what is filled in. */
  readonly bytes: number
  /**
   * The answer under this id, which is JSON; a rendering gets a render id of its own. A character
   * for each byte (Latin-1), as Node writes head and body at once when both are strings.
   */
  fill(id: string): string
}

/** A JSON-RPC answer that says how it went well. */
export interface ResultAnswer {
  readonly id: string | number
  readonly result: Result
}

/** The id of one rendering, in the answer's `_meta`. */
const renderIdKey = 'promptbin/renderId'

/** They stand where ids will: nobody outside knows them, so no prompt contains them. */
const [idMark, renderIdMark] = [JSON.stringify(randomUUID()), JSON.stringify(randomUUID())]

function renderIdOf({ result }: ResultAnswer): string | undefined {
  const id = result._meta?.[renderIdKey]
  return typeof id === 'string' ? id : undefined
}

/** The prompt whose rendering this is; every rendering is a use. */
export function usedPromptOf(answer: ResultAnswer): string | undefined {
  const name = answer.result._meta?.['promptbin/name']
  return renderIdOf(answer) !== undefined && typeof name === 'string' ? name : undefined
}

function mark(answer: ResultAnswer): string {
  const text = JSON.stringify({ ...answer, id: JSON.parse(idMark) })
  const renderId = renderIdOf(answer)
  // A tool says it twice, for programs too.
  return renderId === undefined ? text : text.replaceAll(JSON.stringify(renderId), renderIdMark)
}

/** Makes a template that fills to the bytes of `JSON.stringify(answer)`, the ids aside. */
export function createAnswerTemplate(answer: ResultAnswer): AnswerTemplate {
  const sides = mark(answer)
    .split(idMark)
    .map((side) => side.split(renderIdMark).map((piece) => Buffer.from(piece).toString('latin1')))
  const [head = [], tail = []] = sides
  const bytes = sides.flat().reduce((sum, piece) => sum + piece.length, 0)
  const renderIds = head.length + tail.length - 2

  return {
    bytes,
    fill: (id) => {
      if (renderIds === 0) return head[0] + id + tail[0]
      const renderId = JSON.stringify(randomUUID())
      return head.join(renderId) + id + tail.join(renderId)
    },
  }
}
