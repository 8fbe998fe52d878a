-- broad: ines (reviewer)
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where ((reviews.state is distinct from 'draft') and reviews.state in ('in_review', 'scored'))
  order by reviews.queue_rank asc, reviews.id asc
  limit '51') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.queue_rank asc, page.id asc;
select count(*)::int
  from (select 1 as one
  from reviews
  where ((reviews.state is distinct from 'draft') and reviews.state in ('in_review', 'scored'))
  limit '1001') capped;

-- narrow: maya (submitter)
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where ((reviews.team_id = <the team live>) and reviews.state in ('in_review', 'scored'))
  order by reviews.queue_rank asc, reviews.id asc
  limit '51') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.queue_rank asc, page.id asc;
select count(*)::int
  from (select 1 as one
  from reviews
  where ((reviews.team_id = <the team live>) and reviews.state in ('in_review', 'scored'))
  limit '1001') capped;

-- called: daniel (council)
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where (((reviews.id = any(array(select review_participants.review_id
  from review_participants
  where review_participants.person_id = <daniel>)) and reviews.state in ('in_review', 'changes_requested', 'scored', 'escalated', 'decided'))) and reviews.state in ('in_review', 'scored'))
  order by reviews.queue_rank asc, reviews.id asc
  limit '51') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.queue_rank asc, page.id asc;
select count(*)::int
  from (select 1 as one
  from reviews
  where (((reviews.id = any(array(select review_participants.review_id
  from review_participants
  where review_participants.person_id = <daniel>)) and reviews.state in ('in_review', 'changes_requested', 'scored', 'escalated', 'decided'))) and reviews.state in ('in_review', 'scored'))
  limit '1001') capped;
