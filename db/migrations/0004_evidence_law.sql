-- Evidence is part of an answer: whoever may change the one may change the other.
grant update (evidence) on answers to plimsoll_app;
