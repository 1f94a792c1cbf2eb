create table reading (
	id bigint generated always as identity primary key,
	device varchar(64) not null,
	metric varchar(32) not null,
	measured double precision not null,
	received_at timestamp with time zone not null
);

create index reading_of_device on reading (device, id desc);
