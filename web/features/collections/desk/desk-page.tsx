import { useKeys } from '#web/keys.ts'
import { useGo, useParam, useSearchText } from '#web/place.ts'
import { Card } from './card.tsx'
import css from './desk.module.css'
import { Nobody, Queue } from './queue.tsx'
import { askedOf, deskPath, nextOf, useQueue } from './use-desk.ts'
import { useEarlyKeys } from './use-early-key.ts'

/** The desk with nobody open. */
export const DeskPage = () => <Panes openId={null} />

/** The desk with one customer open. */
export const DebtorPage = () => <Panes openId={useParam('id')} />

/** Queue, card and talking points beside each other; on a phone one after the other. */
function Panes({ openId }: { openId: string | null }) {
  const [search] = useSearchText()
  const go = useGo()
  const asked = askedOf(search)
  const queue = useQueue(asked)
  const { rows } = queue
  const early = useEarlyKeys()
  const at = rows.findIndex(({ customerId }) => customerId === openId)
  const step = (by: number) => {
    const row = rows[at < 0 ? 0 : at + by]
    if (row) go(deskPath(asked, row.customerId), { replace: openId !== null })
  }
  useKeys({ KeyJ: () => step(1), KeyK: () => step(-1) })
  const goNext = () => {
    const next = nextOf(rows, openId)
    go(deskPath(asked, next?.customerId), { replace: true })
  }
  return (
    <div className={css['page']} data-open={openId ?? undefined}>
      <Queue asked={asked} openId={openId} queue={queue} />
      {openId ? (
        <Card key={openId} id={openId} back={deskPath(asked)} early={early} onNext={goNext} />
      ) : (
        <Nobody asked={asked} queue={queue} />
      )}
    </div>
  )
}
