-- broad: ines (reviewer)
select …
  from reviews
  inner join launches on launches.id = reviews.launch_id
  inner join teams on teams.id = reviews.team_id
  inner join people submitters on submitters.id = reviews.submitter_id
  left join people reviewers on reviewers.id = reviews.reviewer_id
  left join reviews later on later.previous_id = reviews.id
  where (reviews.id = <the review>
    and (reviews.state is distinct from 'draft'))
  limit '1';
select …
  from audit_events
  where (audit_events.stream in ('review:<the review>', 'launch:<an id>') and audit_events.audience in ('record', 'assessment'))
  order by audit_events.at desc, audit_events.stream desc, audit_events.seq desc
  limit '2000';
select …
  from people
  where people.id in (<ids>);
select …
  from teams
  where teams.id in (<ids>);
select …
  from answers
  where answers.review_id = <the review>;
select …
  from review_moves
  where review_moves.review_id = <the review>;

-- narrow: maya (submitter)
select …
  from reviews
  inner join launches on launches.id = reviews.launch_id
  inner join teams on teams.id = reviews.team_id
  inner join people submitters on submitters.id = reviews.submitter_id
  left join people reviewers on reviewers.id = reviews.reviewer_id
  left join reviews later on later.previous_id = reviews.id
  where (reviews.id = <the review>
    and (reviews.team_id = <the team live>))
  limit '1';
select …
  from audit_events
  where (audit_events.stream in ('review:<the review>', 'launch:<an id>') and audit_events.audience in ('record'))
  order by audit_events.at desc, audit_events.stream desc, audit_events.seq desc
  limit '2000';
select …
  from people
  where people.id in (<ids>);
select …
  from teams
  where teams.id in (<ids>);
select …
  from answers
  where answers.review_id = <the review>;
select …
  from review_moves
  where review_moves.review_id = <the review>;

-- called: daniel (council)
select …
  from reviews
  inner join launches on launches.id = reviews.launch_id
  inner join teams on teams.id = reviews.team_id
  inner join people submitters on submitters.id = reviews.submitter_id
  left join people reviewers on reviewers.id = reviews.reviewer_id
  left join reviews later on later.previous_id = reviews.id
  where (reviews.id = <the review>
    and ((reviews.id = any(array(select review_participants.review_id
  from review_participants
  where review_participants.person_id = <daniel>)) and reviews.state in ('in_review', 'changes_requested', 'scored', 'escalated', 'decided'))))
  limit '1';
