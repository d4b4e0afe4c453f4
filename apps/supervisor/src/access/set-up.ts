import type { Config } from '@promptbin/config'
import { isLoginRequired, setUpTokenOf } from '@promptbin/service'
import { getJson } from '../http/get-json.ts'

/** Whether the first account is still to be made, and with what. */
export interface SetUp {
  readonly needed: boolean
  /** Null where the configuration says what it is, and when none is needed. */
  readonly token: string | null
}

export interface SetUpOptions {
  readonly config: Pick<Config, 'auth' | 'web'>
  /** Of prompt-web. */
  readonly webUrl: string
  readonly instanceKey: string
}

/** Asks prompt-web whether anybody can log in; nobody has to where no login is asked for. */
export async function readSetUp({ config, webUrl, instanceKey }: SetUpOptions): Promise<SetUp> {
  const { auth, web } = config
  const isRequired = isLoginRequired(config, web.host)
  if (!isRequired) return { needed: false, token: null }
  const { body } = await getJson('/api/v1/setup', webUrl)
  const needed = Object(body).needed === true
  return { needed, token: needed && auth.setupToken === '' ? setUpTokenOf(instanceKey) : null }
}

/**
 * What a start tells whoever looks at it, once: how the first account is made. It stands in no log.
 * Nothing where there is nothing to do, or nobody who could tell.
 */
export async function setUpNotice(options: SetUpOptions): Promise<string | undefined> {
  try {
    const { needed, token } = await readSetUp(options)
    if (!needed) return undefined
    const what = token ? `this token: ${token}` : 'the token of auth.setup_token'
    return `Nobody can log in yet. Make the first account at ${options.webUrl}/setup with ${what}`
  } catch {
    return undefined
  }
}
