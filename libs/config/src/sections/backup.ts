import type { Section } from './section.ts'

/** Where backups are kept besides the data folder, and who can read them. */
export const backup = {
  second_place: {
    doc: 'Where each backup is kept a second time: a folder on another disk, or s3://bucket/prefix in a storage that speaks S3. Unless given, nowhere.',
    format: 'backup-place',
    default: '',
    example: 's3://backups/promptbin',
    change: 'live',
  },
  recipients: {
    doc: 'Public keys of age for which backups are encrypted, with commas. Unless given, they are not encrypted.',
    format: 'age-recipients',
    default: '',
    example: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
    change: 'live',
  },
  identity_file: {
    doc: 'The file with the private key of age by which encrypted backups are read, to verify and restore them. Unless given, their files are compared and not opened.',
    format: 'file-or-nothing',
    default: '',
    example: '/etc/promptbin/backup-identity.txt',
    change: 'live',
  },
  drill_interval: {
    doc: 'How often the newest backup is restored for practice, beside the library, and compared. 0: never.',
    format: 'duration',
    default: '7d',
    change: 'live',
  },
  s3_endpoint: {
    doc: 'The address of the storage that speaks S3. Unless given, that of Amazon in s3_region.',
    format: 'http-url-or-nothing',
    default: '',
    example: 'https://storage.example.org',
    change: 'live',
  },
  s3_region: {
    doc: 'The region of the bucket; many storages take any.',
    format: 'text',
    default: 'us-east-1',
    change: 'live',
  },
  s3_access_key_id: {
    doc: 'The name of the key for the bucket, which may list, read, write and delete there.',
    format: 'text',
    default: '',
    example: 'AKIAIOSFODNN7EXAMPLE',
    change: 'live',
  },
  s3_secret_access_key: {
    doc: 'The secret of that key; better given by a file: PROMPTBIN_BACKUP_S3_SECRET_ACCESS_KEY_FILE.',
    format: 'text',
    default: '',
    sensitive: true,
    example: 'the-secret-of-that-key',
    change: 'live',
  },
} as const satisfies Section
