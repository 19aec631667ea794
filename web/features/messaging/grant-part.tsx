import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Account } from '#core/messaging/accounts-api.ts'
import type { MailGrant } from '#core/messaging/mail-grant.ts'
import { client } from '#web/client.ts'
import { Facts, Section, Why } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { Ltr, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './accounts.module.css'
import { useChange } from './use-change.ts'

type Props = Readonly<{ account: Account; grant: MailGrant }>

/** Whether the provider of a mailbox lets us in, and the way there and back. */
export function GrantPart({ account, grant }: Props) {
  const t = useWords('channels')
  const [ending, setEnding] = useState(false)
  const { id, grantedAt, health, mail } = account
  const begin = useChange(
    () => client.messaging.beginGrant({ id }),
    ({ url }) => window.location.assign(url),
  )
  const end = useChange(
    () => client.messaging.endGrant({ id }),
    () => {
      setEnding(false)
      toast.said(t('grant_ended'))
    },
  )
  const gone = health?.reason === 'grant_gone'
  const why = gone ? 'grant_gone_why' : grantedAt === null ? 'grant_none_why' : 'grant_why'
  return (
    <Section title={t('grant')}>
      <div className={css['why']}>
        <Why>{t(why)}</Why>
      </div>
      <Facts
        rows={[
          [t('grant_with'), t(`entry_${grant.provider}`)],
          [t('mail_user'), <Ltr key="u">{mail?.user ?? mail?.fromAddress}</Ltr>],
          // One that ended did hold once, and since when is forgotten with it.
          ...(gone
            ? []
            : [
                [
                  t('grant_since'),
                  grantedAt ? <Moment key="s" value={grantedAt} /> : t('never'),
                ] as const,
              ]),
        ]}
      />
      <div className="form-acts">
        <Button
          variant={grantedAt === null ? 'filled' : 'default'}
          loading={begin.isPending}
          onClick={() => begin.mutate(undefined)}
        >
          {t(grantedAt === null && !gone ? 'grant_begin' : 'grant_again')}
        </Button>
        {grantedAt !== null && (
          <Button variant="default" color="red" onClick={() => setEnding(true)}>
            {t('grant_end')}
          </Button>
        )}
      </div>
      <Question
        open={ending}
        onClose={() => setEnding(false)}
        title={t('grant_end_ask')}
        yes={t('grant_end')}
        grave
        busy={end.isPending}
        onYes={() => end.mutate(undefined)}
      >
        {t('grant_end_hint')}
      </Question>
    </Section>
  )
}
