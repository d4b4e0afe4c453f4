import type { Library } from '../library/library.ts'
import type { LoginOperations } from '../logins/login-operations.ts'
import type { Site } from '../views/frame/page.ts'

/** What every group of pages takes. */
export interface PageOptions {
  readonly library: Library
  readonly site: Site
}

/** What the pages of logins take besides. */
export interface LoginPageOptions extends PageOptions {
  readonly logins: LoginOperations
  readonly isLoginRequired: boolean
}

/** Who saves something on a page, as its version keeps it. */
export const browserAuthor = { author: 'local', client: 'browser' } as const
