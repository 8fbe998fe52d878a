-- broad: ines (reviewer)
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where ((reviews.state is distinct from 'draft') and launches.search @@ websearch_to_tsquery('english', 'whisper gifts') and reviews.submitter_id = <ines>)
  order by reviews.created_at desc, reviews.id desc
  limit '51') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.created_at desc, page.id desc;
select count(*)::int
  from (select 1 as one
  from reviews
  inner join launches on launches.id = reviews.launch_id
  where ((reviews.state is distinct from 'draft') and launches.search @@ websearch_to_tsquery('english', 'whisper gifts') and reviews.submitter_id = <ines>)
  limit '1001') capped;

-- narrow: maya (submitter)
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where ((reviews.team_id = <the team live>) and launches.search @@ websearch_to_tsquery('english', 'whisper gifts') and reviews.submitter_id = <maya>)
  order by reviews.created_at desc, reviews.id desc
  limit '51') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.created_at desc, page.id desc;
select count(*)::int
  from (select 1 as one
  from reviews
  inner join launches on launches.id = reviews.launch_id
  where ((reviews.team_id = <the team live>) and launches.search @@ websearch_to_tsquery('english', 'whisper gifts') and reviews.submitter_id = <maya>)
  limit '1001') capped;

-- called: daniel (council)
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where (((reviews.id = any(array(select review_participants.review_id
  from review_participants
  where review_participants.person_id = <daniel>)) and reviews.state in ('in_review', 'changes_requested', 'scored', 'escalated', 'decided'))) and launches.search @@ websearch_to_tsquery('english', 'whisper gifts') and reviews.submitter_id = <daniel>)
  order by reviews.created_at desc, reviews.id desc
  limit '51') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.created_at desc, page.id desc;
select count(*)::int
  from (select 1 as one
  from reviews
  inner join launches on launches.id = reviews.launch_id
  where (((reviews.id = any(array(select review_participants.review_id
  from review_participants
  where review_participants.person_id = <daniel>)) and reviews.state in ('in_review', 'changes_requested', 'scored', 'escalated', 'decided'))) and launches.search @@ websearch_to_tsquery('english', 'whisper gifts') and reviews.submitter_id = <daniel>)
  limit '1001') capped;
