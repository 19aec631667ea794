import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import type { ImportView, SameGroup } from '#core/importing/api.ts'
import { api } from '#web/client.ts'
import { Chip } from '#web/ui/chip.tsx'
import { Bdi, Code, Phone } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './importing.module.css'
import type { Answer } from './use-import.ts'

type Group = z.output<typeof SameGroup>

const shownFirst = 5

/** Customers of the file who may be one, or may be in the house already: asked, never assumed. */
export function SameCustomers({ view, answer }: { view: ImportView; answer: Answer }) {
  const t = useWords('importing')
  const [all, setAll] = useState(false)
  const { data } = useQuery(api.importing.same.queryOptions({ input: { id: view.id } }))
  const groups = data?.groups ?? []
  if (groups.length === 0) return null
  const certain = groups.filter((group) => group.certain && !group.accepted)
  const decide = (keys: readonly string[], accepted: boolean) =>
    answer({
      options: {
        same: { ...view.options.same, ...Object.fromEntries(keys.map((key) => [key, accepted])) },
      },
    })
  return (
    <div className={css['part']}>
      <div className={css['partHead']}>
        <h2>{t('same')}</h2>
        {certain.length > 1 && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() =>
              decide(
                certain.map(({ key }) => key),
                true,
              )
            }
          >
            {t('same_all')}
          </Button>
        )}
      </div>
      <p>{t('same_hint')}</p>
      <ul className={css['same']}>
        {groups.slice(0, all ? undefined : shownFirst).map((group) => (
          <GroupLine key={group.key} group={group} onDecide={(yes) => decide([group.key], yes)} />
        ))}
      </ul>
      {groups.length > shownFirst && !all && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          {t('more')} ({t('same_count', { count: groups.length })})
        </Button>
      )}
    </div>
  )
}

type LineProps = Readonly<{ group: Group; onDecide: (accepted: boolean) => void }>

function GroupLine({ group, onDecide }: LineProps) {
  const t = useWords('importing')
  return (
    <li data-accepted={group.accepted || undefined}>
      <div>
        {group.members.map((member) => (
          <p key={`${member.code} ${member.name} ${member.customerId}`}>
            <b>
              <Bdi>{member.name}</Bdi>
            </b>{' '}
            {member.code && <Code quiet>{member.code}</Code>}{' '}
            {member.phone && <Phone value={member.phone} />}{' '}
            {member.customerId && <Chip tone="brand">{t('in_house')}</Chip>}
          </p>
        ))}
        <small>
          {!group.certain && `${t('same_unsure')}: `}
          {group.basis.map((basis) => t(`same_by_${basis}`)).join('، ')}
        </small>
      </div>
      <span className={css['acts']}>
        {group.accepted ? (
          <>
            <Chip tone="good">{t('same_accepted')}</Chip>
            <Button variant="subtle" size="compact-sm" onClick={() => onDecide(false)}>
              {t('take_back')}
            </Button>
          </>
        ) : (
          <Button variant="default" size="compact-sm" onClick={() => onDecide(true)}>
            {t('same_one')}
          </Button>
        )}
      </span>
    </li>
  )
}
