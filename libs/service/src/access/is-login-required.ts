import { type Config, isLoopback } from '@promptbin/config'

/** Whether whoever comes to a service that listens at `host` has to log in: others can, or it is always so. */
export function isLoginRequired({ auth }: Pick<Config, 'auth'>, host: string): boolean {
  const isReachable = !isLoopback(host) || auth.trustedProxies.length > 0
  return isReachable || auth.login === 'always'
}
