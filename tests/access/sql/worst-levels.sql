-- broad: ines (reviewer)
select …
  from assessments
  inner join reviews on (reviews.id = assessments.review_id and reviews.round = assessments.round)
  left join assessment_levels on assessment_levels.assessment_id = assessments.id
  where (assessments.review_id in (<ids>)
    and ((reviews.state is distinct from 'draft')
    and ((reviews.id = any(array(select answer_authors.review_id
  from answer_authors
  where answer_authors.person_id = <ines>)) or reviews.submitter_id = <ines> or reviews.team_id = <the team review>)) is not true));

-- narrow: maya (submitter)
-- nothing is asked: no rule allows it

-- called: daniel (council)
select …
  from assessments
  inner join reviews on (reviews.id = assessments.review_id and reviews.round = assessments.round)
  left join assessment_levels on assessment_levels.assessment_id = assessments.id
  where (assessments.review_id in (<ids>)
    and (((reviews.id = any(array(select review_participants.review_id
  from review_participants
  where review_participants.person_id = <daniel>)) and reviews.state in ('in_review', 'changes_requested', 'scored', 'escalated', 'decided')))
    and ((reviews.id = any(array(select answer_authors.review_id
  from answer_authors
  where answer_authors.person_id = <daniel>)) or reviews.submitter_id = <daniel> or reviews.team_id = <the team office>)) is not true));
