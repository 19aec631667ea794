import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { placesOf, StandingText, standingTexts } from '#core/messaging/channel-template.ts'
import type { ChannelTemplate } from '#core/messaging/templates-api.ts'
import { client } from '#web/client.ts'
import { useGo } from '#web/place.ts'
import { Chip } from '#web/ui/chip.tsx'
import { Facts, PageHead, Sheet, Why } from '#web/ui/page.tsx'
import { Ltr, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import { TemplatePhone } from './phone.tsx'
import { Places } from './places.tsx'
import { Refused } from './refused.tsx'
import { RemoveTemplate } from './remove-template.tsx'
import { stateTones, templatesPath, useLanguageName } from './state.ts'
import css from './templates.module.css'
import { byHand } from './values.ts'

type Of = Readonly<{ row: ChannelTemplate }>

/** A template that its vendor has: how it stands, what it says, and what fills it. */
export function StandingTemplate({ row }: Of) {
  const t = useWords('messaging')
  const named = useLanguageName()
  return (
    <Sheet label={row.name}>
      <PageHead title={<Ltr>{row.name}</Ltr>} actions={<Acts row={row} />}>
        <Chip tone={stateTones[row.state]}>{t(`template_${row.state}`)}</Chip>
      </PageHead>
      <div className={css['record']}>
        <TemplatePhone
          language={row.language}
          parts={row.parts}
          variables={row.variables}
          headerFile={row.headerFile}
        />
        <div>
          <StateWhy row={row} />
          <Facts
            rows={[
              [t('template_language'), named(row.language)],
              [
                t('template_category'),
                <span key="category">
                  {t(`category_${row.category}`)}{' '}
                  <small className="muted">{t(`price_${row.category}`)}</small>
                </span>,
              ],
              [t('quality'), t(`quality_${row.quality ?? 'unknown'}`)],
              ...(row.syncedAt
                ? [[t('template_changed'), <Moment key="at" value={row.changedAt} />] as const]
                : []),
            ]}
          />
          <Meanings row={row} />
        </div>
      </div>
    </Sheet>
  )
}

const explained = ['pending', 'approved', 'paused', 'disabled'] as const

function StateWhy({ row: { state, reason } }: Of) {
  const t = useWords('messaging')
  const known = explained.find((each) => each === state)
  return (
    <>
      {known && <Why>{t(`why_${known}`)}</Why>}
      {reason && <Refused reason={reason} />}
    </>
  )
}

/** What it stands for and what its places mean may be said at any time: that is ours alone. */
function Meanings({ row }: Of) {
  const t = useWords('messaging')
  const [standsFor, setStandsFor] = useState<StandingText | null>(row.standsFor)
  const [variables, setVariables] = useState(() => placesOf(row.parts, row.variables))
  const save = useChange(
    () => client.messaging.meanTemplate({ id: row.id, standsFor, variables }),
    () => toast.said(t('template_means_saved')),
  )
  const unmeant = standsFor !== null && variables.some(({ means }) => means === null)
  return (
    <>
      <Select
        label={t('template_stands_for')}
        description={t('template_stands_for_hint')}
        inputWrapperOrder={['label', 'input', 'description']}
        allowDeselect={false}
        data={standingTexts.map((value) => ({
          value,
          label: t(value === 'free' ? 'template_not_used' : `stands_${value}`),
        }))}
        value={standsFor ?? 'free'}
        onChange={(value) => setStandsFor(StandingText.catch('free').parse(value))}
      />
      <Places
        places={variables}
        standsFor={standsFor ?? undefined}
        language={row.language}
        reviewed
        onChange={(place, { means }) =>
          setVariables(
            variables.map((each) =>
              each === place ? { ...each, means: !means || means === byHand ? null : means } : each,
            ),
          )
        }
      />
      {unmeant && standsFor !== 'free' && <Why>{t('template_unmeant')}</Why>}
      <div className="form-acts">
        <Button onClick={() => save.mutate(undefined)} loading={save.isPending}>
          {t('template_means_save')}
        </Button>
      </div>
    </>
  )
}

function Acts({ row }: Of) {
  const t = useWords('messaging')
  const go = useGo()
  return (
    <>
      <Button
        variant="default"
        onClick={() => go(`${templatesPath}/new?account=${row.accountId}&from=${row.id}`)}
      >
        {t('template_copy')}
      </Button>
      <RemoveTemplate row={row} />
    </>
  )
}
