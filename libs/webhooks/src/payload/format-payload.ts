import type { WebhookEvent } from './webhook-event.ts'

/** How a body is written: as Standard Webhooks has it, or as Slack and what imitates it want it. */
export const payloadFormats = ['standard', 'slack'] as const

/** See `payloadFormats`. */
export type PayloadFormat = (typeof payloadFormats)[number]

/** A body stays below it (Standard Webhooks, "Payload size"). */
export const mostPayloadBytes = 20_000

const longestText = 500
const longestList = 20

/**
 * The body of a message about an event, never larger than `mostPayloadBytes`: what is long is cut, and
 * what is too much for all that is left out.
 */
export function formatPayload(event: WebhookEvent, format: PayloadFormat): string {
  if (format === 'slack') return JSON.stringify({ text: slackText(event) })
  const { type, at: timestamp, data } = event
  const whole = JSON.stringify({ type, timestamp, data }, cutValue)
  if (Buffer.byteLength(whole) < mostPayloadBytes) return whole
  return JSON.stringify({ type, timestamp, data: {}, truncated: true })
}

/** One line; `&`, `<` and `>` are all that Slack gives a meaning to in a text of its own making. */
function slackText({ summary, type }: WebhookEvent): string {
  const text = cutText(summary).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `PromptBin: ${text.replaceAll('>', '&gt;')} (${type})`
}

function cutValue(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return cutText(value)
  return Array.isArray(value) ? value.slice(0, longestList) : value
}

/** Never in the middle of a character. */
function cutText(text: string): string {
  const whole = text.toWellFormed()
  return whole.length > longestText ? `${whole.slice(0, longestText).toWellFormed()}…` : whole
}
