/**
 * What keys and passwords look like that services give out. Each begins at the start of a word and
 * has bounded repetitions or ends where its characters end, so that none takes long on any text.
 */
export const secretForms: readonly { readonly name: string; readonly form: RegExp }[] = [
  { name: 'a PromptBin token', form: /\bpbn_[0-9A-Za-z]{38}\b/g },
  { name: 'an AWS access key', form: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  {
    name: 'an AWS secret key',
    form: /\baws_?secret_?(?:access_?)?key["' \t]{0,5}[:=]["' \t]{0,5}[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/gi,
  },
  { name: 'a GitHub token', form: /\bgh[pousr]_[A-Za-z0-9]{36,255}\b/g },
  { name: 'a GitHub token', form: /\bgithub_pat_[A-Za-z0-9_]{22,255}\b/g },
  { name: 'a GitLab token', form: /\bglpat-[A-Za-z0-9_-]{20,64}/g },
  { name: 'an Anthropic key', form: /(?<![\w-])sk-ant-[A-Za-z0-9_-]{20,300}/g },
  {
    name: 'an OpenAI key',
    form: /(?<![\w-])sk-(?!ant-)(?:(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,300}|[A-Za-z0-9]{20,100})/g,
  },
  { name: 'a Slack token', form: /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}/g },
  {
    name: 'a Slack webhook',
    form: /\bhooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/]{30,100}/g,
  },
  { name: 'a Google API key', form: /\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g },
  { name: 'a Google client secret', form: /\bGOCSPX-[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])/g },
  { name: 'a Stripe key', form: /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,250}\b/g },
  { name: 'an npm token', form: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { name: 'a Hugging Face token', form: /\bhf_[A-Za-z0-9]{30,60}\b/g },
  { name: 'an Azure storage key', form: /\bAccountKey=[A-Za-z0-9+/]{86}==/g },
  {
    name: 'a private key',
    form: /-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g,
  },
  {
    name: 'a JSON Web Token',
    form: /(?<![\w-])eyJ[A-Za-z0-9_-]{10,4000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,4000}/g,
  },
  {
    // A password that is itself a place, an environment variable or stars is none.
    name: 'a password in an address',
    form: /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|https?|ftps?|sftp|smtps?):\/\/[^\s:@/{}<>]{0,100}:(?![{<$*%[])[^\s:@/{}<>]{1,200}@/gi,
  },
]
