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
  from decisions
  inner join people on people.id = decisions.decided_by
  where decisions.review_id = <the review>
  order by decisions.decided_at desc;
select …
  from conditions
  inner join people on people.id = conditions.owner_id
  where conditions.review_id = <the review>
  order by conditions.position asc;
select …
  from assessments
  where (assessments.review_id = <the review> and assessments.round = '1');
select sha256
  from review_snapshots
  where (review_snapshots.review_id = <the review> and review_snapshots.round = '1' and review_snapshots.rubric_key = 'launch-full');

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
  from decisions
  inner join people on people.id = decisions.decided_by
  where decisions.review_id = <the review>
  order by decisions.decided_at desc;
select …
  from conditions
  inner join people on people.id = conditions.owner_id
  where conditions.review_id = <the review>
  order by conditions.position asc;
select …
  from assessments
  where (assessments.review_id = <the review> and assessments.round = '1');
select sha256
  from review_snapshots
  where (review_snapshots.review_id = <the review> and review_snapshots.round = '1' and review_snapshots.rubric_key = 'launch-full');

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
