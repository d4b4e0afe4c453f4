import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** By which a server says who it is; texts in PEM. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

export interface Authority {
  /** Where its own certificate is, for those who are to trust it. */
  readonly file: string
  /** Makes one that is valid for a day, for names as X.509 writes them: `IP:127.0.0.1`. */
  certify(names: string): Certificate
}

const toAnyKey = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1'

/** An authority of its own, made by openssl in the folder. */
export function createAuthority(folder: string, name: string): Authority {
  const path = (file: string) => join(folder, `${name}-${file}`)
  const file = path('ca.pem')
  const request = (...options: string[]) =>
    execFileSync('openssl', [...toAnyKey.split(' '), ...options], { stdio: 'pipe' })
  request('-subj', `/CN=${name}`, '-keyout', path('ca.key'), '-out', file)
  return {
    file,
    certify(names) {
      const [key, cert] = [path('server.key'), path('server.pem')]
      const signed = ['-CA', file, '-CAkey', path('ca.key')]
      const about = ['-subj', '/CN=a server', '-addext', `subjectAltName=${names}`]
      const noAuthority = ['-addext', 'basicConstraints=critical,CA:FALSE']
      request(...signed, ...about, ...noAuthority, '-keyout', key, '-out', cert)
      return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
    },
  }
}
