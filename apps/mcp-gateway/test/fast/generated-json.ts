import fc from 'fast-check'

/** Mostly what clients send, and everything else too. */
export const often = <Value>(usual: fc.Arbitrary<Value>, unusual: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 5, arbitrary: usual }, { weight: 1, arbitrary: unusual })

/** Other ways to write the same JSON, and some that are no longer the same. */
export const writing = often<(body: string) => string>(
  fc.constantFrom<((body: string) => string)[]>(
    (body) => body,
    (body) => body.replace('"method"', '"m\\u0065thod"'),
    (body) => ` ${body}\r\n`,
    (body) => body.replace('"jsonrpc":"2.0"', '"jsonrpc" : "2.0"'),
  ),
  fc.constantFrom<((body: string) => string)[]>(
    (body) => body.replace('{', '{"id":4711,'),
    (body) => body.replace(/}$/, ',"id":4712}'),
    (body) => body.replace(/}$/, ',"\\u0069d":4713}'),
    (body) => body.replace('"params":{', '"params":{"id":1,'),
    (body) => body.replace('"2.0"', '"1.0"'),
    (body) => body.replace(/}$/, ',"more":[1,{"id":2}]}'),
    (body) => `[${body}]`,
    (body) => body.slice(0, -1),
    (body) => `\ufeff${body}`,
    (body) => body.replace('{', '{"__proto__":{"a":1},'),
  ),
)

/** The order of the members of a request, as different clients have it. */
export const order = fc.shuffledSubarray(['jsonrpc', 'id', 'method', 'params'], { minLength: 4 })

/** Ids of every kind, as JSON. */
export const generatedId = often(
  fc.oneof(
    fc.nat().map(String),
    fc.uuid().map((id) => JSON.stringify(id)),
  ),
  fc.constantFrom(
    '0',
    '-1',
    '-0',
    '1.5',
    '1e3',
    '123456789012345678901',
    'null',
    '""',
    '"\\u0041"',
    '"gr\u00fc\u00df"',
    'true',
    '{}',
    '[1]',
    '007',
    `"${'x'.repeat(200)}"`,
  ),
)
