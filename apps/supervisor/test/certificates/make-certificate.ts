import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A certificate with its key, in PEM. */
export interface MadeCertificate {
  readonly name: string
  readonly key: string
  readonly cert: string
  readonly keyFile: string
  readonly certFile: string
}

export interface CertificateWanted {
  /** Its common name, and that of its files. */
  readonly name: string
  /** Days from now on; below zero it is over. */
  readonly days: number
  /** From when on it is valid, in days from now; for a hundred days already unless told. */
  readonly fromDays?: number
  /** Who signs it; itself unless told. */
  readonly by?: MadeCertificate
}

export const dayMs = 86_400_000

/** Keeps as little as `openssl ca` goes without. */
const settings = (folder: string) => `[ca]
default_ca = test
[test]
database = ${join(folder, 'index.txt')}
new_certs_dir = ${folder}
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
[any]
commonName = supplied
`

/** Makes one in the folder, by openssl: that takes any time of the past, which `req -x509` does not. */
export function makeCertificate(
  folder: string,
  { name, days, fromDays = -100, by }: CertificateWanted,
): MadeCertificate {
  const path = (ending: string) => join(folder, name + ending)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })
  const [request, keyFile, certFile] = [path('.csr'), path('.key'), path('.pem')]
  const config = join(folder, 'openssl.cnf')
  if (!existsSync(config)) {
    writeFileSync(config, settings(folder))
    writeFileSync(join(folder, 'index.txt'), '')
  }
  const key = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'.split(' ')
  openssl('req', ...key, '-subj', `/CN=${name}`, '-keyout', keyFile, '-out', request)
  const signer = by
    ? ['-cert', by.certFile, '-keyfile', by.keyFile]
    : ['-selfsign', '-keyfile', keyFile]
  const dates = ['-startdate', timeIn(fromDays), '-enddate', timeIn(days)]
  const files = ['-in', request, '-out', certFile]
  openssl('ca', '-batch', '-notext', '-config', config, ...signer, ...dates, ...files)
  const [keyText, cert] = [readFileSync(keyFile, 'utf8'), readFileSync(certFile, 'utf8')]
  return { name, key: keyText, cert, keyFile, certFile }
}

/** As ASN.1 has it (GeneralizedTime): `20261123204500Z`. */
function timeIn(days: number): string {
  const time = new Date(Date.now() + days * dayMs).toISOString()
  return `${time.slice(0, 19).replace(/\D/g, '')}Z`
}
