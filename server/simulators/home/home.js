const { place, failed } = document.body.dataset
const now = document.getElementById('now')
const problem = document.getElementById('problem')
const time = new Intl.DateTimeFormat(
  document.documentElement.lang === 'ar' ? 'ar-SA-u-ca-gregory-nu-latn' : 'en',
  { dateStyle: 'full', timeStyle: 'short', hour12: false, timeZone: 'Asia/Riyadh' },
)

async function clock(body) {
  const response = await fetch(
    `${place}/clock`,
    body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
  )
  if (!response.ok) throw new Error(String(response.status))
  return response.json()
}

function show(read) {
  now.dateTime = read.now
  now.textContent = time.format(new Date(read.now))
}

const move = (offsetOf) => async () => {
  try {
    const { offsetMs } = await clock()
    show(await clock({ offsetMs: offsetOf(offsetMs) }))
    problem.textContent = ''
  } catch {
    problem.textContent = failed
  }
}

for (const button of document.querySelectorAll('[data-forward]'))
  button.onclick = move((offsetMs) => offsetMs + Number(button.dataset.forward))
document.querySelector('[data-real]').onclick = move(() => 0)

show(await clock())
