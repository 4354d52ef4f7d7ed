-- A store that the first version made; statements end in ";" at the end of a line. The second apprentice's item was
-- replaced, and only the assessment still names its grading.
create table meta (key text primary key, value text not null);
create table runs (id text primary key, number bigint not null, cohort text not null, wanted text not null, started bigint not null, ended bigint not null);
create table gradings (key text primary key, facts text not null, page text not null);
create table items (run text not null, cohort text not null, apprentice text not null, exercise text not null, state text not null, commit_id text not null, tree text not null, basis text not null, flags text not null, grading text not null, fault text not null, attempts bigint not null, primary key (run, cohort, apprentice, exercise));
create table assessments (cohort text not null, apprentice text not null, exercise text not null, number bigint not null, run text not null, grading text not null, rubric text not null, levels text not null, primary key (cohort, apprentice, exercise, number));
create table audit (number bigint primary key, at bigint not null, who text not null, what text not null, cohort text not null, apprentice text not null, exercise text not null, skill text not null, old_value text not null, new_value text not null, reason text not null, reason_hash text not null, previous text not null, hash text not null);
insert into meta values ('version', '1');
insert into runs values ('run-1', 1, '2026', 'w1', 1700000000, 1700000600);
insert into runs values ('run-2', 2, '2026', 'w1', 1700100000, 0);
insert into gradings values ('1111111111111111111111111111111111111111111111111111111111111111', '{"facts":1}', '{"page":1}');
insert into gradings values ('2222222222222222222222222222222222222222222222222222222222222222', '{"facts":2}', '{"page":2}');
insert into gradings values ('3333333333333333333333333333333333333333333333333333333333333333', '{"facts":3}', '{"page":3}');
insert into items values ('run-1', '2026', 'a1', 'bank', 'graded', 'cccccccccccccccccccccccccccccccccccccccc', 'dddddddddddddddddddddddddddddddddddddddd', 'the last commit before the due date', '["late"]', '1111111111111111111111111111111111111111111111111111111111111111', '', 1);
insert into items values ('run-1', '2026', 'a2', 'bank', 'platform fault', 'cccccccccccccccccccccccccccccccccccccccc', 'dddddddddddddddddddddddddddddddddddddddd', 'the last commit before the due date', '[]', '', 'the disk is full', 2);
insert into items values ('run-2', '2026', 'a1', 'bank', 'graded', 'cccccccccccccccccccccccccccccccccccccccc', 'dddddddddddddddddddddddddddddddddddddddd', 'the last commit before the due date', '[]', '3333333333333333333333333333333333333333333333333333333333333333', '', 1);
insert into assessments values ('2026', 'a1', 'bank', 1, 'run-1', '1111111111111111111111111111111111111111111111111111111111111111', 'r1', '{"S5":"met"}');
insert into assessments values ('2026', 'a1', 'bank', 2, 'run-2', '3333333333333333333333333333333333333333333333333333333333333333', 'r1', '{"S5":"not met"}');
insert into assessments values ('2026', 'a2', 'bank', 1, 'run-1', '2222222222222222222222222222222222222222222222222222222222222222', 'r1', '{"S5":"met"}');
insert into audit values (1, 1700000701, 't1', 'change', '2026', 'a1', 'bank', 'S5', 'not met', 'met', 'the tests were run by hand', 'efaf37b17b22c24645744938aeb1836811271807170f5206ce0b3be73ccf1664', '', '0d2043c6913c3669363b2f1075446a3d7bf0a19b6a15fd2d75db606221e519d0');
insert into audit values (2, 1700000702, 't1', 'release', '2026', 'a1', 'bank', '', '', '', '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '0d2043c6913c3669363b2f1075446a3d7bf0a19b6a15fd2d75db606221e519d0', '43bb9dcb6bcd74ee51f850048afa03e1d77c52d6a1e3dcebd117691c662aca6c');
