import { Buffer } from 'node:buffer'
import type { FieldError } from '@promptbin/errors'
import { characterFault, memberPointer } from './schema-faults.ts'

/** How large model settings are, in bytes of JSON, and how many levels they have. */
const maxBytes = 16 * 1024
const maxDepth = 8

/** More faults than a person reads at once are not looked for. */
const maxFaults = 10

const notPlain = 'must be plain JSON: text, a number, true, false, null, a list or an object'

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** What is wrong with a value that holds no others. */
function scalarFault(value: unknown): string | undefined {
  if (typeof value === 'string') return characterFault(value)
  if (value === null || typeof value === 'boolean') return undefined
  return Number.isFinite(value) ? undefined : notPlain
}

function keyFaults(value: object, pointer: string): FieldError[] {
  return Object.keys(value).flatMap((key) => {
    const fault = characterFault(key)
    const message = `has a name that ${fault}`
    return fault === undefined ? [] : [{ pointer: memberPointer(pointer, key), message }]
  })
}

function valueFaults(value: unknown, pointer: string, depth: number): FieldError[] {
  if (typeof value !== 'object' || value === null) {
    const message = scalarFault(value)
    return message === undefined ? [] : [{ pointer, message }]
  }
  if (!Array.isArray(value) && !isPlainObject(value)) return [{ pointer, message: notPlain }]
  if (depth > maxDepth) {
    return [{ pointer, message: `must not be more than ${maxDepth} levels deep` }]
  }
  const faults = Array.isArray(value) ? [] : keyFaults(value, pointer)
  for (const [key, inner] of Object.entries(value)) {
    if (faults.length >= maxFaults) break
    faults.push(...valueFaults(inner, memberPointer(pointer, key), depth + 1))
  }
  return faults.slice(0, maxFaults)
}

/** Whether a value holds more values than fit: each takes two bytes of JSON at least. */
function isLarge(value: unknown): boolean {
  const left: unknown[] = [value]
  for (let seen = 0; seen <= maxBytes / 2; seen++) {
    if (left.length === 0) return false
    const next = left.pop()
    if (typeof next !== 'object' || next === null) continue
    const inner = Object.values(next)
    if (inner.length > maxBytes / 2) return true
    left.push(...inner)
  }
  return true
}

/** What keeps model settings from being kept as they are: plain JSON, small and not deep. */
export function modelConfigFaults(modelConfig: unknown, pointer: string): FieldError[] {
  const tooLarge = [{ pointer, message: `must not have more than ${maxBytes} bytes of JSON` }]
  if (isLarge(modelConfig)) return tooLarge
  const faults = valueFaults(modelConfig, pointer, 1)
  if (faults.length > 0) return faults
  return Buffer.byteLength(JSON.stringify(modelConfig)) <= maxBytes ? [] : tooLarge
}
