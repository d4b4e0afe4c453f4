import { randomBytes } from 'node:crypto'

/** A secret that is planted, and what of it must be found nowhere. */
export interface Canary {
  /** Where it is planted, for the report. */
  readonly title: string
  readonly value: string
  /** The forms in which it may show. */
  readonly forms: readonly string[]
}

/** Nobody writes this by chance. */
function canary(title: string): Canary {
  const value = `c4n${randomBytes(12).toString('hex')}`
  return { title, value, forms: [value, encodeURIComponent(value)] }
}

/** One of each way in which secrets come into PromptBin. */
export function makeCanaries() {
  const basic = canary('Authorization: Basic')
  const pair = Buffer.from(`me:${basic.value}`).toString('base64')
  return {
    bearer: canary('Authorization: Bearer'),
    basic: { ...basic, pair, forms: [basic.value, pair] },
    cookie: canary('Cookie'),
    keyHeader: canary('X-API-Key'),
    otherHeader: canary('header of an unknown name'),
    query: canary('?token= in an address'),
    body: canary('field of a JSON body'),
    brokenBody: canary('body that is no JSON'),
    argument: canary('argument of an MCP call'),
    promptText: canary('text of a prompt'),
    dsn: canary('password in a DSN'),
    path: canary('path of an address'),
    hook: canary('address of a web hook'),
    environment: canary('variable of another program'),
    setting: canary('variable of PromptBin'),
    secretFile: canary('file that a _FILE variable names'),
    bucket: canary('key of a bucket for backups'),
    proxy: canary('password of a proxy'),
    upstreamBody: canary('answer of an upstream'),
    upstreamRedirect: canary('address that an upstream sends to'),
  }
}

export type Canaries = ReturnType<typeof makeCanaries>
