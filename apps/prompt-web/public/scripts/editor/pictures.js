/** As many bytes as fit the library's 900,000 characters of base64. */
const maxBytes = 675_000

const types = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

function faultOf({ type, size }) {
  if (!types.includes(type)) return 'must be a PNG, JPEG, GIF or WebP picture'
  if (size > maxBytes)
    return `is larger than 650 KB (${Math.round(size / 1024)} KB); make it smaller`
  return undefined
}

function tell(part, fault) {
  part.querySelector('.fault')?.remove()
  if (!fault) return
  const words = document.createElement('p')
  words.className = 'fault'
  words.setAttribute('role', 'alert')
  words.textContent = `The file ${fault}.`
  part.append(words)
}

const readAsDataUrl = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result))
    reader.addEventListener('error', () => reject(reader.error))
    reader.readAsDataURL(file)
  })

async function take(part, file) {
  const fault = faultOf(file)
  tell(part, fault)
  if (fault) return
  const url = await readAsDataUrl(file)
  part.querySelector('[data-mimetype]').value = file.type
  part.querySelector('[data-data]').value = url.slice(url.indexOf(',') + 1)
  const image = document.createElement('img')
  image.src = url
  image.alt = file.name
  part.querySelector('.picture').replaceChildren(image)
  part.closest('form').dispatchEvent(new Event('input', { bubbles: true }))
}

/** Takes a picture into the form, where it is chosen or dropped. */
export function watchPictures(form) {
  form.addEventListener('change', async ({ target }) => {
    const [file] = target.matches('[data-picture]') ? target.files : []
    if (!file) return
    const part = target.closest('.part')
    try {
      await take(part, file)
    } catch {
      tell(part, 'could not be read')
    }
  })
}
