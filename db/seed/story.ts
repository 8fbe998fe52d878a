import { requestChanges, rescopeReview } from '#app/domain/reviews/index.server.ts'
import { addDays } from '#app/domain/reviews/index.ts'
import type { Answer, Control } from '#app/rubric/index.ts'
import { evidenceOf, expectOk, type Stage } from './stage.ts'

/** What the launches of Lumencast went through: every state a review can be in, each for a reason worth reading. */
export async function tellStory(stage: Stage): Promise<void> {
  await profileBanners(stage)
  await sponsorTags(stage)
  await openStage(stage)
  await nearbyStreams(stage)
  await clipRemix(stage)
  await chatTranslate(stage)
  await autoHide(stage)
  await giftStreaks(stage)
  await voiceNotes(stage)
  await raidBoost(stage)
  await watchRooms(stage)
  await squadLobby(stage)
  await teenHighlights(stage)
  await emoteWall(stage)
}

/** Nothing of this in a launch: the calm end of the triage. */
const NOTHING = {
  change_type: ['feature_change'],
  minors: 'no',
  contact: ['none'],
  live: ['none'],
  discovery: ['none'],
  ai: ['none'],
  money: ['none'],
  identity: ['none'],
  weakens_control: 'no',
  reach: 10,
  history: 'none',
}

const safeguard = (
  id: string,
  name: string,
  kind: Control['kind'],
  strength: number,
  status: Control['status'],
  harms: string[],
  failure: string,
): Control => ({
  id,
  name,
  kind,
  strength,
  status,
  harms,
  owner: 'Safety Engineering',
  evidence: `https://docs.lumencast.example/safety/${id}`,
  failure_mode: failure,
})

const PHONE = safeguard(
  'phone',
  'Phone-verified accounts by default',
  'prevent',
  2,
  'tested',
  ['HAR-*', 'CSE-*', 'INT-*', 'MIN-*'],
  'Rented numbers get through until the carrier list is updated.',
)
const SHIELD = safeguard(
  'shield',
  'Shield mode, one tap for the creator',
  'respond',
  3,
  'tested',
  ['HAR-*', 'HAT-*'],
  'The creator must notice; it is not automatic.',
)
const SCREEN = safeguard(
  'screen',
  'Messages screened before they appear',
  'prevent',
  2,
  'monitored',
  ['HAT-*', 'HAR-*', 'SEX-*', 'SSH-*', 'TVE-*', 'VIO-*'],
  'Slang in small languages is missed.',
)
const HASH = safeguard(
  'hash',
  'Known-material matching on every upload',
  'prevent',
  3,
  'monitored',
  ['CSE-1', 'CSE-2', 'SEX-1', 'TVE-1'],
  'New material is not known yet.',
)
const LANE = safeguard(
  'lane',
  'Imminent-danger report lane, staffed day and night',
  'detect',
  2,
  'tested',
  ['SSH-*', 'TVE-2', 'CSE-3', 'VIO-*'],
  'Queue grows when two events happen at once.',
)

async function profileBanners(stage: Stage): Promise<void> {
  stage.when(-30)
  const id = await stage.describe('maya', {
    title: 'Profile Banners',
    summary: 'Creators choose one of forty banners that we drew for the top of their profile page. No uploads.',
    launchIn: -20,
    markets: ['Global'],
  })
  await stage.triage('maya', id, { ...NOTHING, reach: 60 }, 0.05)
}

async function sponsorTags(stage: Stage): Promise<void> {
  stage.when(-12)
  const id = await stage.describe('priya', {
    title: 'Sponsor Tags',
    summary: 'A tag on a stream that says who paid for it. Replaces the free-text note that creators forget.',
    launchIn: 6,
    markets: ['EU/EEA', 'United States'],
  })
  await stage.triage('priya', id, { ...NOTHING, money: ['money'], reach: 15 })
  await stage.answer('priya', id)
  await stage.submit('priya', id)
}

async function openStage(stage: Stage): Promise<void> {
  stage.when(-40)
  const id = await stage.describe('maya', {
    title: 'Open Stage',
    summary:
      'Viewers ask to join a live stream on camera, and the creator lets them in with one tap. Open to every account.',
    launchIn: -4,
    markets: ['Global'],
  })
  await stage.triage('maya', id, {
    ...NOTHING,
    change_type: ['new_surface'],
    minors: 'yes',
    contact: ['guest_on_stream', 'video'],
    live: ['live', 'unrecorded'],
    reach: 20,
  })
  stage.when(-38)
  await stage.answer('maya', id, OPEN_STAGE, 'reporting')
  await stage.answer('jonas', id, OPEN_STAGE)
  await stage.submit('maya', id)
  stage.when(-33)
  await stage.score('ines', id, { 'CSE-3': { confidence: 'B', probability: 62 } })
  await stage.lock('ines', id)
  stage.when(-31, 14)
  await stage.decide('aoife', id, {
    outcome: 'block',
    reasons:
      'Anyone can ask to appear beside a creator who may be under 18, and nothing is recorded. We cannot make that safe after launch. Limit it to adults and to people who follow each other, keep a recording for reports, and we look again at once.',
  })
  stage.when(-3, 10)
  const again = expectOk(
    await rescopeReview(stage.as('maya'), {
      reviewId: id,
      onceKey: stage.key(),
      reason: 'Re-scoped: adults only, mutual follows, recorded.',
    }),
  ).reviewId
  await stage.triage('maya', again, { minors: 'no', live: ['live'] })
  await stage.say('maya', again, 'audience.minors_reach', { state: 'answered', value: 'none' })
  await stage.say('maya', again, 'contact.default_inbound', { state: 'answered', value: 'mutuals' })
}

const OPEN_STAGE = {
  'context.people_reached': 80_000,
  'audience.minors_reach': 'possible',
  'contact.default_inbound': 'anyone',
  'live.unrecorded': 'yes',
  'live.evidence_retained': 'on_report',
  'harms.controls': [
    safeguard(
      'consent',
      'The creator accepts each guest',
      'prevent',
      2,
      'tested',
      ['CSE-3', 'HAR-1', 'SEX-4'],
      'A hurried creator accepts everybody.',
    ),
    safeguard(
      'guest-report',
      'Report lane for guests',
      'detect',
      2,
      'tested',
      ['CSE-3', 'HAR-1'],
      'It shows what happened only while it is live.',
    ),
  ],
}

async function nearbyStreams(stage: Stage): Promise<void> {
  stage.when(-28)
  const id = await stage.describe('tomas', {
    title: 'Nearby Streams',
    summary: 'Browse live streams on a map, nearest first. Shows where a stream comes from to the street.',
    launchIn: 20,
    markets: ['Brazil', 'Rest of Latin America'],
  })
  await stage.triage('tomas', id, {
    ...NOTHING,
    change_type: ['new_surface'],
    minors: 'yes',
    live: ['live'],
    discovery: ['recommend'],
    identity: ['location'],
    reach: 30,
  })
  await stage.answer('tomas', id, {
    'context.people_reached': 400_000,
    'audience.minors_reach': 'possible',
    'identity.shown_details': ['precise_location'],
    'privacy.new_data': ['precise_location'],
    'privacy.dpia': 'required_missing',
    'harms.controls': [
      safeguard(
        'delay',
        'Position shown with five minutes of delay',
        'deter',
        1,
        'built',
        ['PRV-2', 'VIO-2', 'HAR-3'],
        'Somebody who stays put is found anyway.',
      ),
    ],
  })
  await stage.submit('tomas', id)
  stage.when(-24, 3)
  await stage.score('rafael', id)
  await stage.lock('rafael', id)
  stage.when(-22, 15)
  await stage.decide('aoife', id, {
    outcome: 'block',
    reasons:
      'A street on a map leads strangers to a creator’s door, and the data-protection assessment is missing. A city or a region instead of a street would change the picture; so would leaving the choice to the creator.',
  })
}

async function clipRemix(stage: Stage): Promise<void> {
  stage.when(-36)
  const id = await stage.describe('hana', {
    title: 'Clip Remix AI',
    summary:
      'Viewers restyle a clip with a text prompt: cartoon, film, other voices. The creator of the clip decides whether it may be remixed.',
    launchIn: 25,
    markets: ['United States', 'Canada'],
  })
  await stage.triage('hana', id, {
    ...NOTHING,
    change_type: ['new_surface'],
    ai: ['video', 'voice', 'real_people'],
    reach: 12,
  })
  await stage.answer('hana', id, {
    'context.people_reached': 60_000,
    'ai.capability': ['real_face', 'real_voice'],
    'ai.likeness_consent': 'self_declared',
    'ai.label_survives': 'partly',
    'harms.controls': [
      safeguard(
        'prompt-guard',
        'Prompts and results are checked against a list of refused themes',
        'prevent',
        2,
        'tested',
        ['SEX-2', 'PRV-4', 'FRD-2'],
        'Wording that avoids the list.',
      ),
      safeguard(
        'consent-proof',
        'Proof of consent before a voice is used',
        'prevent',
        3,
        'planned',
        ['PRV-4', 'FRD-2', 'SEX-2'],
        'Consent given under pressure.',
      ),
    ],
  })
  await stage.submit('hana', id)
  stage.when(-30, 8)
  await stage.score('ines', id, { 'SEX-2': { confidence: 'C', probability: 21, irreversible: 'yes' } })
  await stage.lock('ines', id)
  stage.when(-28, 9)
  await stage.decide('aoife', id, {
    outcome: 'escalate',
    reasons: 'A synthetic likeness of a real person stays high with today’s consent step. The council should weigh it.',
  })
  stage.when(-25, 16)
  await stage.decide('daniel', id, {
    outcome: 'approve_with_conditions',
    reasons:
      'Worth having, and the creator stays in control. We approve it for clips whose creator has proved consent, with a label that survives export.',
    conditions: [
      {
        text: 'No voice or face is used before its owner has proved consent; a tick is not proof.',
        ownerId: stage.personId('hana'),
        dueOn: addDays(stage.today, 18),
        gate: 'before_launch',
        gateValue: null,
      },
      {
        text: 'The provenance label survives download and re-upload, shown by a test on 100 clips.',
        ownerId: stage.personId('hana'),
        dueOn: addDays(stage.today, 24),
        gate: 'before_ramp',
        gateValue: 5,
      },
    ],
  })
}

async function chatTranslate(stage: Stage): Promise<void> {
  stage.when(-26)
  const id = await stage.describe('hana', {
    title: 'Chat Translate',
    summary: 'Translates chat into the reader’s language in adult-rated channels, beside the original.',
    launchIn: -8,
    markets: ['EU/EEA', 'Brazil', 'Philippines'],
  })
  await stage.triage('hana', id, { ...NOTHING, ai: ['text'], reach: 18 })
  await stage.answer('hana', id, { 'context.people_reached': 70_000, 'harms.controls': [SCREEN] })
  await stage.submit('hana', id)
  stage.when(-23, 2)
  await stage.score('rafael', id)
  const proposal = await stage.lock('rafael', id)
  stage.when(-22, 9)
  if (proposal === 'approve')
    await stage.decide('rafael', id, {
      outcome: 'approve',
      reasons:
        'Nothing stays above low. Please watch whether slurs are caught equally well in every language; your guardrail table covers it.',
    })
  else
    await stage.decide('aoife', id, {
      outcome: 'approve_with_conditions',
      reasons: 'Good preparation. One thing to watch: slurs must be caught equally well in every language.',
      conditions: [
        {
          text: 'Slur detection is measured per language every week; a gap above 10 points turns the language off.',
          ownerId: stage.personId('hana'),
          dueOn: addDays(stage.today, 21),
          gate: 'within_days',
          gateValue: 30,
        },
      ],
    })
}

async function autoHide(stage: Stage): Promise<void> {
  stage.when(-24)
  const id = await stage.describe('lena', {
    title: 'AutoHide tuning',
    summary:
      'Raises the threshold at which comments are hidden by themselves, because three in ten hidden ones were harmless.',
    launchIn: 3,
    markets: ['Global'],
  })
  await stage.triage('lena', id, { ...NOTHING, change_type: ['policy', 'removal'], weakens_control: 'yes', reach: 22 })
  await stage.answer('lena', id, { 'context.people_reached': 90_000, 'harms.controls': [SCREEN, SHIELD] })
  await stage.submit('lena', id)
  stage.when(-18, 9)
  await stage.score('ines', id)
  await stage.lock('ines', id)
  stage.when(-15, 12)
  await stage.decide('aoife', id, {
    outcome: 'approve_with_conditions',
    reasons:
      'Fewer harmless comments hidden is good for people too. It weakens a control, so it runs with a guardrail for thirty days and goes back by itself if that is crossed.',
    conditions: [
      {
        text: 'Reports per 1,000 comments stay within 10 % of the four weeks before; otherwise the old threshold returns.',
        ownerId: stage.personId('lena'),
        dueOn: addDays(stage.today, 33),
        gate: 'within_days',
        gateValue: 30,
      },
    ],
  })
}

async function giftStreaks(stage: Stage): Promise<void> {
  stage.when(-22)
  const id = await stage.describe('priya', {
    title: 'Gift Streaks',
    summary: 'Viewers who send a gift on several days in a row see a badge grow beside their name.',
    launchIn: 30,
    markets: ['United States', 'Brazil'],
  })
  await stage.triage('priya', id, { ...NOTHING, minors: 'yes', money: ['gifts', 'virtual_items'], reach: 20 })
  const told = {
    'context.people_reached': 85_000,
    'audience.minors_reach': 'possible',
    'monetisation.minors_gifts': 'only_checked',
    'monetisation.pressure': ['streaks', 'countdown'],
    'harms.controls': [
      PHONE,
      safeguard(
        'cap',
        'Daily spend cap that cannot be raised on the same day',
        'prevent',
        2,
        'tested',
        ['MIN-5', 'REG-2', 'SSH-4', 'FRD-*'],
        'Several accounts, one purse.',
      ),
    ],
  }
  await stage.answer('priya', id, told, undefined, { except: [] })
  await stage.submit('priya', id)
  stage.when(-17, 2)
  await stage.score('rafael', id)
  await stage.lock('rafael', id)
  stage.when(-14, 10)
  await stage.decide('aoife', id, {
    outcome: 'approve_with_conditions',
    reasons:
      'A streak presses people to spend every day. With the cap, and without it for anyone under 18, the risk is one we can carry.',
    conditions: [
      {
        text: 'Streaks are off for every account under 18, shown by a test with 20 accounts.',
        ownerId: stage.personId('priya'),
        dueOn: addDays(stage.today, 14),
        gate: 'before_launch',
        gateValue: null,
      },
      {
        text: 'The spend cap is on by default and cannot be raised on the same day.',
        ownerId: stage.personId('priya'),
        dueOn: addDays(stage.today, 14),
        gate: 'before_launch',
        gateValue: null,
      },
    ],
  })
}

async function voiceNotes(stage: Stage): Promise<void> {
  stage.when(-15)
  const id = await stage.describe('jonas', {
    title: 'Voice Notes in whispers',
    summary: 'Short voice messages between people who follow each other. They can be played once.',
    launchIn: 12,
    markets: ['Global'],
  })
  await stage.triage('jonas', id, {
    ...NOTHING,
    change_type: ['feature_change'],
    minors: 'yes',
    contact: ['whisper', 'voice'],
    live: ['ephemeral'],
    reach: 20,
  })
  const told = {
    'context.people_reached': 75_000,
    'audience.minors_reach': 'possible',
    'contact.default_inbound': 'mutuals',
    'live.evidence_retained': 'on_report',
    'harms.controls': [PHONE, SCREEN, LANE],
  }
  await stage.answer('jonas', id, told, undefined, { except: ['capacity.sla_forecast', 'abuse.red_team'] })
  await stage.submit('jonas', id)
  stage.when(-10, 3)
  await stage.score('rafael', id)
  expectOk(
    await requestChanges(stage.as('rafael'), {
      reviewId: id,
      onceKey: stage.key(),
      note: 'Almost ready to decide. A note that can be played once leaves nothing for a report to stand on.',
      questions: [
        {
          questionKey: 'live.evidence_retained',
          note: 'The person who reports cannot send a note that is gone. What do we keep of it ourselves?',
        },
      ],
    }),
  )
  stage.when(-8, 10)
  const seen = evidenceOf('Voice Notes', 'buffer', 'What a reviewer saw for a test report, one hour later')
  const kept: Answer = { state: 'answered', value: 'rolling_buffer', evidence: [seen] }
  await stage.say('jonas', id, 'live.evidence_retained', kept)
  await stage.answer('jonas', id)
  await stage.submit('jonas', id)
  stage.when(-6, 3)
  await stage.score('rafael', id)
  await stage.lock('rafael', id)
}

async function raidBoost(stage: Stage): Promise<void> {
  stage.when(-20)
  const id = await stage.describe('tomas', {
    title: 'Raid Boost',
    summary:
      'A creator can send all viewers to any other channel at the end of a stream, with a countdown that others see.',
    launchIn: 8,
    markets: ['Global'],
  })
  await stage.triage('tomas', id, {
    ...NOTHING,
    change_type: ['new_surface'],
    minors: 'yes',
    contact: ['chat'],
    discovery: ['raid'],
    reach: 24,
  })
  await stage.answer('tomas', id, {
    'context.people_reached': 90_000,
    'audience.minors_reach': 'possible',
    'contact.default_inbound': 'followers',
    'contact.new_accounts': 'yes',
    'contact.chat_path': 'yes',
    ...RAID_EXPOSURE,
    'harms.controls': [
      PHONE,
      SHIELD,
      SCREEN,
      safeguard(
        'rate-limit',
        'At most 200 new chatters a minute after a raid',
        'prevent',
        3,
        'planned',
        ['HAR-2', 'HAT-1'],
        'Patient attackers arrive slowly.',
      ),
    ],
  })
  await stage.submit('tomas', id)
  stage.when(-12, 9)
  await stage.score('ines', id, {
    'HAR-2': { confidence: 'B', probability: 34 },
  })
  await stage.lock('ines', id)
  stage.when(-2, 11)
  await stage.decide('aoife', id, {
    outcome: 'escalate',
    reasons:
      'A raid can carry a hostile crowd into a small channel in one minute, and the limit that would hold it is only planned. The council decides whether it may start without.',
  })
}

/** Whatever this rubric version asks about raids and strangers. */
const RAID_EXPOSURE = { 'discovery.raid': 'yes' }

async function watchRooms(stage: Stage): Promise<void> {
  stage.when(-11)
  const id = await stage.describe('maya', {
    title: 'Watch Rooms',
    summary: 'Up to twelve friends watch a stream together and talk by voice. A room is closed to others.',
    launchIn: 21,
    markets: ['United Kingdom', 'EU/EEA'],
  })
  await stage.triage('maya', id, {
    ...NOTHING,
    change_type: ['new_surface'],
    contact: ['voice'],
    live: ['live', 'unrecorded'],
    reach: 8,
  })
  await stage.answer('maya', id, {
    'context.people_reached': 40_000,
    'contact.default_inbound': 'mutuals',
    'harms.controls': [PHONE, LANE],
  })
  await stage.submit('maya', id)
  stage.when(-5, 9)
  await stage.score('ines', id)
  expectOk(
    await requestChanges(stage.as('ines'), {
      reviewId: id,
      onceKey: stage.key(),
      note: 'Nearly there. Two answers speak of a later version of the room; please answer for what launches on day one.',
      questions: [
        {
          questionKey: 'live.evidence_retained',
          note: 'The design shows that nothing is kept for voice. Which is it at launch?',
        },
        { questionKey: 'abuse.cases', note: 'The cases are about chat; please add two about voice in a closed room.' },
      ],
    }),
  )
}

async function squadLobby(stage: Stage): Promise<void> {
  stage.when(-4)
  const id = await stage.describe('jonas', {
    title: 'Squad Lobby',
    summary: 'Creators who stream together meet in a lobby before they go live, with text chat and a shared countdown.',
    launchIn: 10,
    markets: ['Global'],
  })
  await stage.triage('jonas', id, { ...NOTHING, contact: ['chat'], reach: 5 })
  const told = {
    'context.people_reached': 30_000,
    'contact.default_inbound': 'followers',
    'contact.chat_path': 'yes',
    'harms.controls': [SCREEN, SHIELD, HASH],
  }
  const except = ['contact.block_applies', 'reporting.imminent_flag', 'legal.clock_route', 'abuse.red_team']
  await stage.answer('jonas', id, told, undefined, { except })
  await stage.submit('jonas', id)
}

async function teenHighlights(stage: Stage): Promise<void> {
  stage.when(-2, 14)
  const id = await stage.describe('tomas', {
    title: 'Teen Highlights',
    summary: 'A daily reel of short moments for viewers from 13 to 17, chosen by a recommender.',
    launchIn: 5,
    markets: ['Brazil', 'United States'],
  })
  await stage.triage('tomas', id, {
    ...NOTHING,
    change_type: ['new_surface'],
    minors: 'yes',
    discovery: ['recommend'],
    reach: 40,
  })
  await stage.answer(
    'tomas',
    id,
    { 'context.people_reached': 900_000, 'audience.minors_reach': 'expected' },
    'reporting',
  )
}

async function emoteWall(stage: Stage): Promise<void> {
  stage.when(-1, 15)
  const id = await stage.describe('maya', {
    title: 'Emote Wall',
    summary: 'A wall beside the stream that fills with emotes from viewers.',
    launchIn: 40,
    markets: ['Global'],
  })
  await stage.say('maya', id, 'triage.change_type', { state: 'answered', value: ['feature_change'] })
  await stage.say('maya', id, 'triage.minors', { state: 'unknown' })
}
