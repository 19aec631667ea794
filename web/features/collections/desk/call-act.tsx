import { Button } from '@mantine/core'
import { IconPhone, IconUserQuestion } from '@tabler/icons-react'
import { useState } from 'react'
import type { DeskCard, DeskPhone } from '#core/collections/desk-api.ts'
import { useMay } from '#web/me.tsx'
import { CheckedPhone } from '#web/ui/text/checked-phone.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './desk.module.css'
import { FindNumber } from './find-number.tsx'

type Of = Readonly<{ card: DeskCard }>

/** Dials the number that may be dialled, and says whose it is where it took another's place. */
export function CallAct({ card }: Of) {
  const t = useWords('desk')
  const { phone, phones, barrier } = card
  const person = phones.some(({ wrong }) => wrong !== null)
    ? phones.find(({ value }) => value === phone)?.person
    : undefined
  if (!phone) return <NoNumber card={card} />
  return (
    <Button
      component="a"
      href={`tel:${phone}`}
      variant={barrier ? 'default' : 'filled'}
      leftSection={<IconPhone size={18} />}
    >
      {person ? t('call_person', { name: person }) : t('call')}
    </Button>
  )
}

/** Nothing can be dialled: why, and the way to a number. */
function NoNumber({ card }: Of) {
  const t = useWords('desk')
  const sees = useMay()('contacts.see_identities') !== undefined
  const [open, setOpen] = useState(false)
  if (!sees && card.row?.step !== 'find_number')
    return (
      <Button disabled leftSection={<IconPhone size={18} />}>
        {t('phone_hidden')}
      </Button>
    )
  const [wrong] = card.phones
  const found = wrong !== undefined || !sees
  return (
    <>
      <Button
        leftSection={<IconUserQuestion size={18} />}
        title={found ? t('phone_wrong_why') : undefined}
        onClick={() => setOpen(true)}
      >
        {t(found ? 'find_number' : 'no_phone_add')}
      </Button>
      {open && <FindNumber card={card} wrong={wrong} onClose={() => setOpen(false)} />}
    </>
  )
}

/** The number that is offered and each that was found wrong, by whose they are, with the way to mend them. */
export function Numbers({ card }: Of) {
  const t = useWords('desk')
  const [mended, setMended] = useState<DeskPhone | null>(null)
  const { phone, phones, contactName } = card
  const shown = phones.filter(({ value, wrong }) => wrong !== null || value === phone)
  return (
    <>
      {contactName && !shown.some(({ person }) => person === contactName) && (
        <Bdi>{contactName}</Bdi>
      )}
      {shown.map((each) => (
        <span key={each.identityId} className={css['number']}>
          {each.person && <Bdi>{each.person}</Bdi>}
          <CheckedPhone value={each.value} wrong={each.wrong} />
          {each.wrong && (
            <button type="button" className="link" onClick={() => setMended(each)}>
              {t('correct_number')}
            </button>
          )}
        </span>
      ))}
      {mended && <FindNumber card={card} wrong={mended} onClose={() => setMended(null)} />}
    </>
  )
}
