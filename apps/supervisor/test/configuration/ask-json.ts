/** What the supervisor answers about the configuration, as far as the tests look at it. */
export interface Answer {
  readonly status: number
  readonly etag: string | null
  readonly body: Record<string, unknown> & {
    readonly generation: number
    readonly settings: Readonly<Record<string, { readonly value: unknown }>>
    readonly checks: Readonly<Record<string, readonly { readonly output?: string }[]>>
    readonly items: readonly Record<string, unknown>[]
  }
}

export interface AskOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Asks for JSON; with a body by POST unless told. */
export async function askJson(
  url: URL,
  body?: object,
  { method = 'POST', headers = {} }: AskOptions = {},
): Promise<Answer> {
  const answer = await fetch(url, {
    ...(body && { method, body: JSON.stringify(body) }),
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
  })
  const { status } = answer
  return { status, etag: answer.headers.get('etag'), body: (await answer.json()) as Answer['body'] }
}
