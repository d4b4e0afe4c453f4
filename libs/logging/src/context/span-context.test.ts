import { describe, expect, test } from 'vitest'
import { formatTraceparent, parseSpanContext } from './span-context.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const spanId = '00f067aa0ba902b7'
const valid = `00-${traceId}-${spanId}-01`

test('a traceparent is read, and written as it was', () => {
  const parsed = parseSpanContext(valid)
  expect(parsed).toEqual({ traceId, spanId, traceFlags: 1 })
  expect(parsed && formatTraceparent(parsed)).toBe(valid)
})

test.each([
  ['not sampled', `00-${traceId}-${spanId}-00`, 0],
  ['sampled, drawn by lot', `00-${traceId}-${spanId}-03`, 3],
  ['with flags that nobody knows', `00-${traceId}-${spanId}-ff`, 3],
  ['of a later version', `cc-${traceId}-${spanId}-01`, 1],
  ['of a later version with more in it', `cc-${traceId}-${spanId}-01-what-may-come`, 1],
])('valid: %s', (_name, traceparent, traceFlags) => {
  expect(parseSpanContext(traceparent)).toEqual({ traceId, spanId, traceFlags })
})

// As in the test suite of W3C Trace Context.
test.each([
  ['nothing', ''],
  ['of another type', 7],
  ['missing', undefined],
  ['twice', `${valid}, ${valid}`],
  ['version ff', `ff-${traceId}-${spanId}-01`],
  ['version with upper case', `C0-${traceId}-${spanId}-01`],
  ['version too short', `0-${traceId}-${spanId}-01`],
  ['version too long', `000-${traceId}-${spanId}-01`],
  ['version 00 with more in it', `${valid}-more`],
  ['version 00 with a hyphen more', `${valid}-`],
  ['a later version with more, not after a hyphen', `cc-${traceId}-${spanId}-01.more`],
  ['trace id with upper case', `00-${traceId.toUpperCase()}-${spanId}-01`],
  ['trace id of zeros', `00-${'0'.repeat(32)}-${spanId}-01`],
  ['trace id too short', `00-${traceId.slice(1)}-${spanId}-01`],
  ['trace id too long', `00-${traceId}0-${spanId}-01`],
  ['trace id with a dot', `00-.${traceId.slice(1)}-${spanId}-01`],
  ['parent id of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
  ['parent id with upper case', `00-${traceId}-${spanId.toUpperCase()}-01`],
  ['parent id too long', `00-${traceId}-${spanId}0-01`],
  ['flags too short', `00-${traceId}-${spanId}-1`],
  ['flags too long', `00-${traceId}-${spanId}-001`],
  ['flags that are no digits', `00-${traceId}-${spanId}-.0`],
  ['white space around', ` ${valid}`],
  ['a line feed after it', `${valid}\n`],
])('not valid, so as if none had come: %s', (_name, traceparent) => {
  expect(parseSpanContext(traceparent, 'a=1')).toBeUndefined()
})

describe('what other tracing systems add', () => {
  test.each([
    ['one member', 'rojo=00f067aa0ba902b7', 'rojo=00f067aa0ba902b7'],
    ['several', 'rojo=1,congo=t61,fw529a3039@dt=FfAAAw', 'rojo=1,congo=t61,fw529a3039@dt=FfAAAw'],
    ['white space and empty members', 'a=1 ,\t, b=2', 'a=1,b=2'],
  ])('is passed on: %s', (_name, tracestate, passedOn) => {
    expect(parseSpanContext(valid, tracestate)).toMatchObject({ traceState: passedOn })
  })

  test.each([
    ['no member', ','],
    ['a key with upper case', 'Foo=1'],
    ['no value', 'foo='],
    ['an equals sign in the value', 'foo=1=2'],
    ['a line break', 'foo=1\r\nx-evil: 1'],
    ['33 members', Array.from({ length: 33 }, (_, n) => `k${n}=1`).join(',')],
    ['more than 512 characters', `foo=${'x'.repeat(250)},bar=${'x'.repeat(260)}`],
    ['another type', { foo: 1 }],
  ])('is left out, and the parent stays: %s', (_name, tracestate) => {
    expect(parseSpanContext(valid, tracestate)).toEqual({ traceId, spanId, traceFlags: 1 })
  })
})
