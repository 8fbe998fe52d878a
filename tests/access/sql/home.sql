-- broad: ines (reviewer)
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where ((reviews.state is distinct from 'draft')
    and ((reviews.state in ('in_review')
    and (reviews.reviewer_id is null or reviews.reviewer_id = <ines>)
    and (((reviews.state = 'in_review'
    and (reviews.reviewer_id = <ines> and reviews.reviewer_id is not null))
    or (reviews.state = 'in_review' and reviews.reviewer_id is null))
    and ((reviews.id = any(array(select answer_authors.review_id
  from answer_authors
  where answer_authors.person_id = <ines>)) or reviews.submitter_id = <ines> or reviews.team_id = <the team review>)) is not true))
    or (reviews.reviewer_id = <ines> and reviews.state in ('scored') and reviews.residual in ('N', 'L')
    and ((reviews.state = 'scored')
    and ((reviews.id = any(array(select answer_authors.review_id
  from answer_authors
  where answer_authors.person_id = <ines>)) or reviews.submitter_id = <ines> or reviews.team_id = <the team review>)) is not true))))
  order by reviews.queue_rank asc, reviews.id asc
  limit '13') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.queue_rank asc, page.id asc;
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where ((reviews.state is distinct from 'draft')
    and ((reviews.reviewer_id = <ines> and reviews.state in ('changes_requested', 'scored', 'escalated'))
    and (((reviews.state in ('in_review')
    and (reviews.reviewer_id is null or reviews.reviewer_id = <ines>)
    and (((reviews.state = 'in_review'
    and (reviews.reviewer_id = <ines> and reviews.reviewer_id is not null))
    or (reviews.state = 'in_review' and reviews.reviewer_id is null))
    and ((reviews.id = any(array(select answer_authors.review_id
  from answer_authors
  where answer_authors.person_id = <ines>)) or reviews.submitter_id = <ines> or reviews.team_id = <the team review>)) is not true))
    or (reviews.reviewer_id = <ines> and reviews.state in ('scored') and reviews.residual in ('N', 'L')
    and ((reviews.state = 'scored')
    and ((reviews.id = any(array(select answer_authors.review_id
  from answer_authors
  where answer_authors.person_id = <ines>)) or reviews.submitter_id = <ines> or reviews.team_id = <the team review>)) is not true)))) is not true))
  order by reviews.queue_rank asc, reviews.id asc
  limit '13') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.queue_rank asc, page.id asc;
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where ((reviews.state is distinct from 'draft')
    and (reviews.state in ('triaged')
    and (((reviews.state in ('in_review')
    and (reviews.reviewer_id is null or reviews.reviewer_id = <ines>)
    and (((reviews.state = 'in_review'
    and (reviews.reviewer_id = <ines> and reviews.reviewer_id is not null))
    or (reviews.state = 'in_review' and reviews.reviewer_id is null))
    and ((reviews.id = any(array(select answer_authors.review_id
  from answer_authors
  where answer_authors.person_id = <ines>)) or reviews.submitter_id = <ines> or reviews.team_id = <the team review>)) is not true))
    or (reviews.reviewer_id = <ines> and reviews.state in ('scored') and reviews.residual in ('N', 'L')
    and ((reviews.state = 'scored')
    and ((reviews.id = any(array(select answer_authors.review_id
  from answer_authors
  where answer_authors.person_id = <ines>)) or reviews.submitter_id = <ines> or reviews.team_id = <the team review>)) is not true)))) is not true
    and ((reviews.reviewer_id = <ines> and reviews.state in ('changes_requested', 'scored', 'escalated'))) is not true))
  order by reviews.created_at desc, reviews.id desc
  limit '13') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.created_at desc, page.id desc;
select …
  from conditions
  inner join reviews on reviews.id = conditions.review_id
  inner join launches on launches.id = reviews.launch_id
  inner join people on people.id = conditions.owner_id
  where (conditions.owner_id = <ines>
    and (reviews.state is distinct from 'draft'))
  order by conditions.due_on
  limit '12';

-- narrow: maya (submitter)
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where ((reviews.team_id = <the team live>)
    and (reviews.submitter_id = <maya> and reviews.state in ('draft', 'triaged', 'changes_requested')))
  order by reviews.queue_rank asc, reviews.id asc
  limit '13') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.queue_rank asc, page.id asc;
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where ((reviews.team_id = <the team live>)
    and ((reviews.submitter_id = <maya> and reviews.state in ('in_review', 'scored', 'escalated'))
    and ((reviews.submitter_id = <maya> and reviews.state in ('draft', 'triaged', 'changes_requested'))) is not true))
  order by reviews.queue_rank asc, reviews.id asc
  limit '13') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.queue_rank asc, page.id asc;
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where ((reviews.team_id = <the team live>)
    and ((reviews.submitter_id = <maya> and reviews.state in ('decided', 'logged') and launches.launch_on >= ('2026-11-23T09:00:00.000Z'::timestamptz - interval '7 days')::date)
    and ((reviews.submitter_id = <maya> and reviews.state in ('draft', 'triaged', 'changes_requested'))) is not true
    and ((reviews.submitter_id = <maya> and reviews.state in ('in_review', 'scored', 'escalated'))) is not true))
  order by reviews.created_at desc, reviews.id desc
  limit '13') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.created_at desc, page.id desc;
select …
  from conditions
  inner join reviews on reviews.id = conditions.review_id
  inner join launches on launches.id = reviews.launch_id
  inner join people on people.id = conditions.owner_id
  where (conditions.owner_id = <maya>
    and (reviews.team_id = <the team live>))
  order by conditions.due_on
  limit '12';

-- called: daniel (council)
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where (((reviews.id = any(array(select review_participants.review_id
  from review_participants
  where review_participants.person_id = <daniel>)) and reviews.state in ('in_review', 'changes_requested', 'scored', 'escalated', 'decided')))
    and (reviews.state in ('scored', 'escalated')
    and (((reviews.id = any(array(select review_participants.review_id
  from review_participants
  where review_participants.person_id = <daniel>)) and reviews.state in ('scored', 'escalated')))
    and ((reviews.id = any(array(select answer_authors.review_id
  from answer_authors
  where answer_authors.person_id = <daniel>)) or reviews.submitter_id = <daniel> or reviews.team_id = <the team office>)) is not true)))
  order by reviews.queue_rank asc, reviews.id asc
  limit '13') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.queue_rank asc, page.id asc;
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where (((reviews.id = any(array(select review_participants.review_id
  from review_participants
  where review_participants.person_id = <daniel>)) and reviews.state in ('in_review', 'changes_requested', 'scored', 'escalated', 'decided')))
    and (false
    and ((reviews.state in ('scored', 'escalated')
    and (((reviews.id = any(array(select review_participants.review_id
  from review_participants
  where review_participants.person_id = <daniel>)) and reviews.state in ('scored', 'escalated')))
    and ((reviews.id = any(array(select answer_authors.review_id
  from answer_authors
  where answer_authors.person_id = <daniel>)) or reviews.submitter_id = <daniel> or reviews.team_id = <the team office>)) is not true))) is not true))
  order by reviews.queue_rank asc, reviews.id asc
  limit '13') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.queue_rank asc, page.id asc;
select …
  from (select …
  from reviews
  left join launches on launches.id = reviews.launch_id
  where (((reviews.id = any(array(select review_participants.review_id
  from review_participants
  where review_participants.person_id = <daniel>)) and reviews.state in ('in_review', 'changes_requested', 'scored', 'escalated', 'decided')))
    and (false
    and ((reviews.state in ('scored', 'escalated')
    and (((reviews.id = any(array(select review_participants.review_id
  from review_participants
  where review_participants.person_id = <daniel>)) and reviews.state in ('scored', 'escalated')))
    and ((reviews.id = any(array(select answer_authors.review_id
  from answer_authors
  where answer_authors.person_id = <daniel>)) or reviews.submitter_id = <daniel> or reviews.team_id = <the team office>)) is not true))) is not true
    and (false) is not true))
  order by reviews.created_at desc, reviews.id desc
  limit '13') page
  inner join launches on launches.id = page.launch_id
  inner join teams on teams.id = page.team_id
  inner join people submitters on submitters.id = page.submitter_id
  left join people reviewers on reviewers.id = page.reviewer_id
  order by page.created_at desc, page.id desc;
select …
  from conditions
  inner join reviews on reviews.id = conditions.review_id
  inner join launches on launches.id = reviews.launch_id
  inner join people on people.id = conditions.owner_id
  where (conditions.owner_id = <daniel>
    and ((reviews.id = any(array(select review_participants.review_id
  from review_participants
  where review_participants.person_id = <daniel>)) and reviews.state in ('in_review', 'changes_requested', 'scored', 'escalated', 'decided'))))
  order by conditions.due_on
  limit '12';
