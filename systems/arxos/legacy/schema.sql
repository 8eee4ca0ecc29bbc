-- The schema as it was before it had revisions: a test holds that 001_create_initial_schema makes the same.

CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;

CREATE TABLE public.assignments (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    assigned_by bigint,
    object_type character varying(20) NOT NULL,
    object_id bigint NOT NULL,
    status character varying(20) DEFAULT 'open'::character varying NOT NULL,
    due_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.assignments ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.assignments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_logs (
    id bigint NOT NULL,
    user_id bigint,
    object_type character varying(20) NOT NULL,
    object_id bigint NOT NULL,
    action character varying(40) NOT NULL,
    payload jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.audit_logs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_logs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.buildings (
    id bigint NOT NULL,
    project_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    name character varying(160) NOT NULL,
    address character varying(255),
    status character varying(20) DEFAULT 'active'::character varying NOT NULL,
    geom public.geometry(Polygon,4326),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.buildings ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.buildings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalog_items (
    id bigint NOT NULL,
    category_id bigint,
    created_by bigint,
    make character varying(80) NOT NULL,
    model character varying(80) NOT NULL,
    weight numeric(9,3),
    approved_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.catalog_items ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.catalog_items_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.categories (
    id bigint NOT NULL,
    building_id bigint NOT NULL,
    name character varying(80) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.categories ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.categories_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.chat_messages (
    id bigint NOT NULL,
    building_id bigint NOT NULL,
    user_id bigint NOT NULL,
    message text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.chat_messages ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.chat_messages_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.comments (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    object_type character varying(20) NOT NULL,
    object_id bigint NOT NULL,
    content text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.comments ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.comments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.devices (
    id bigint NOT NULL,
    building_id bigint NOT NULL,
    floor_id bigint NOT NULL,
    category_id bigint,
    created_by bigint,
    assigned_to bigint,
    name character varying(160),
    status character varying(20) DEFAULT 'active'::character varying NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    room_id bigint,
    type character varying(60) NOT NULL,
    properties jsonb,
    geom public.geometry(Point,4326) NOT NULL
);

ALTER TABLE public.devices ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.devices_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.doors (
    id bigint NOT NULL,
    building_id bigint NOT NULL,
    floor_id bigint NOT NULL,
    category_id bigint,
    created_by bigint,
    assigned_to bigint,
    name character varying(160),
    status character varying(20) DEFAULT 'active'::character varying NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    wall_id bigint,
    geom public.geometry(Point,4326) NOT NULL
);

ALTER TABLE public.doors ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.doors_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.drawings (
    id bigint NOT NULL,
    project_id bigint NOT NULL,
    floor_id bigint,
    created_by bigint,
    name character varying(160) NOT NULL,
    file_path character varying(500) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.drawings ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.drawings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.floors (
    id bigint NOT NULL,
    building_id bigint NOT NULL,
    level integer NOT NULL,
    name character varying(80) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.floors ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.floors_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.labels (
    id bigint NOT NULL,
    building_id bigint NOT NULL,
    floor_id bigint NOT NULL,
    category_id bigint,
    created_by bigint,
    assigned_to bigint,
    name character varying(160),
    status character varying(20) DEFAULT 'active'::character varying NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    text character varying(255) NOT NULL,
    geom public.geometry(Point,4326) NOT NULL
);

ALTER TABLE public.labels ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.labels_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.object_history (
    id bigint NOT NULL,
    user_id bigint,
    object_type character varying(20) NOT NULL,
    object_id bigint NOT NULL,
    change character varying(20) NOT NULL,
    before jsonb,
    after jsonb,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.object_history ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.object_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects (
    id bigint NOT NULL,
    owner_id bigint NOT NULL,
    name character varying(160) NOT NULL,
    status character varying(20) DEFAULT 'active'::character varying NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.projects ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.projects_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rooms (
    id bigint NOT NULL,
    building_id bigint NOT NULL,
    floor_id bigint NOT NULL,
    category_id bigint,
    created_by bigint,
    assigned_to bigint,
    name character varying(160),
    status character varying(20) DEFAULT 'active'::character varying NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Polygon,4326) NOT NULL
);

ALTER TABLE public.rooms ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.rooms_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.user_category_permissions (
    user_id bigint NOT NULL,
    category_id bigint NOT NULL,
    project_id bigint NOT NULL,
    permission character varying(20) DEFAULT 'read'::character varying NOT NULL
);

CREATE TABLE public.users (
    id bigint NOT NULL,
    email character varying(255) NOT NULL,
    username character varying(60) NOT NULL,
    password_hash character varying(255) NOT NULL,
    role character varying(20) DEFAULT 'viewer'::character varying NOT NULL,
    active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.users ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.users_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.walls (
    id bigint NOT NULL,
    building_id bigint NOT NULL,
    floor_id bigint NOT NULL,
    category_id bigint,
    created_by bigint,
    assigned_to bigint,
    name character varying(160),
    status character varying(20) DEFAULT 'active'::character varying NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    material character varying(60),
    thickness numeric(6,3),
    geom public.geometry(LineString,4326) NOT NULL
);

ALTER TABLE public.walls ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.walls_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.windows (
    id bigint NOT NULL,
    building_id bigint NOT NULL,
    floor_id bigint NOT NULL,
    category_id bigint,
    created_by bigint,
    assigned_to bigint,
    name character varying(160),
    status character varying(20) DEFAULT 'active'::character varying NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    wall_id bigint,
    geom public.geometry(Point,4326) NOT NULL
);

ALTER TABLE public.windows ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.windows_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.zones (
    id bigint NOT NULL,
    building_id bigint NOT NULL,
    floor_id bigint NOT NULL,
    category_id bigint,
    created_by bigint,
    assigned_to bigint,
    name character varying(160),
    status character varying(20) DEFAULT 'active'::character varying NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Polygon,4326) NOT NULL
);

ALTER TABLE public.zones ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.zones_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_logs
    ADD CONSTRAINT audit_logs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.buildings
    ADD CONSTRAINT buildings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalog_items
    ADD CONSTRAINT catalog_items_make_model_key UNIQUE (make, model);

ALTER TABLE ONLY public.catalog_items
    ADD CONSTRAINT catalog_items_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.categories
    ADD CONSTRAINT categories_building_id_name_key UNIQUE (building_id, name);

ALTER TABLE ONLY public.categories
    ADD CONSTRAINT categories_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.chat_messages
    ADD CONSTRAINT chat_messages_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.comments
    ADD CONSTRAINT comments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.doors
    ADD CONSTRAINT doors_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.drawings
    ADD CONSTRAINT drawings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.floors
    ADD CONSTRAINT floors_building_id_level_key UNIQUE (building_id, level);

ALTER TABLE ONLY public.floors
    ADD CONSTRAINT floors_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.labels
    ADD CONSTRAINT labels_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.object_history
    ADD CONSTRAINT object_history_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rooms
    ADD CONSTRAINT rooms_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.user_category_permissions
    ADD CONSTRAINT user_category_permissions_pkey PRIMARY KEY (user_id, category_id, project_id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_key UNIQUE (email);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_username_key UNIQUE (username);

ALTER TABLE ONLY public.walls
    ADD CONSTRAINT walls_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.windows
    ADD CONSTRAINT windows_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.zones
    ADD CONSTRAINT zones_pkey PRIMARY KEY (id);

CREATE INDEX idx_assignments_assigned_by ON public.assignments USING btree (assigned_by);

CREATE INDEX idx_assignments_object ON public.assignments USING btree (object_type, object_id);

CREATE INDEX idx_assignments_open ON public.assignments USING btree (user_id, due_at) WHERE ((status)::text = 'open'::text);

CREATE INDEX idx_assignments_user_id ON public.assignments USING btree (user_id);

CREATE INDEX idx_audit_logs_action_created_at ON public.audit_logs USING btree (action, created_at DESC NULLS LAST);

CREATE INDEX idx_audit_logs_object ON public.audit_logs USING btree (object_type, object_id);

CREATE INDEX idx_audit_logs_payload ON public.audit_logs USING gin (payload);

CREATE INDEX idx_audit_logs_user_id ON public.audit_logs USING btree (user_id);

CREATE INDEX idx_buildings_active ON public.buildings USING btree (project_id, name) WHERE ((status)::text = 'active'::text);

CREATE INDEX idx_buildings_geom ON public.buildings USING gist (geom);

CREATE INDEX idx_buildings_owner_id ON public.buildings USING btree (owner_id);

CREATE INDEX idx_buildings_project_id ON public.buildings USING btree (project_id);

CREATE INDEX idx_buildings_project_id_covering ON public.buildings USING btree (project_id) INCLUDE (name, status);

CREATE INDEX idx_catalog_items_approved ON public.catalog_items USING btree (make, model) WHERE (approved_at IS NOT NULL);

CREATE INDEX idx_catalog_items_category_id ON public.catalog_items USING btree (category_id);

CREATE INDEX idx_catalog_items_created_by ON public.catalog_items USING btree (created_by);

CREATE INDEX idx_categories_building_id ON public.categories USING btree (building_id);

CREATE INDEX idx_chat_messages_building_id_created_at ON public.chat_messages USING btree (building_id, created_at DESC NULLS LAST);

CREATE INDEX idx_chat_messages_user_id ON public.chat_messages USING btree (user_id);

CREATE INDEX idx_comments_object ON public.comments USING btree (object_type, object_id, created_at);

CREATE INDEX idx_comments_user_id ON public.comments USING btree (user_id);

CREATE INDEX idx_devices_active ON public.devices USING btree (floor_id, category_id) WHERE ((status)::text = 'active'::text);

CREATE INDEX idx_devices_assigned_to ON public.devices USING btree (assigned_to);

CREATE INDEX idx_devices_building_id ON public.devices USING btree (building_id);

CREATE INDEX idx_devices_building_id_updated_at ON public.devices USING btree (building_id, updated_at DESC NULLS LAST);

CREATE INDEX idx_devices_category_id ON public.devices USING btree (category_id);

CREATE INDEX idx_devices_created_by ON public.devices USING btree (created_by);

CREATE INDEX idx_devices_floor_id ON public.devices USING btree (floor_id);

CREATE INDEX idx_devices_floor_id_covering ON public.devices USING btree (floor_id) INCLUDE (name, type, status);

CREATE INDEX idx_devices_geom ON public.devices USING gist (geom);

CREATE INDEX idx_devices_properties ON public.devices USING gin (properties);

CREATE INDEX idx_devices_room_id ON public.devices USING btree (room_id);

CREATE INDEX idx_devices_type ON public.devices USING btree (type);

CREATE INDEX idx_doors_active ON public.doors USING btree (floor_id, category_id) WHERE ((status)::text = 'active'::text);

CREATE INDEX idx_doors_assigned_to ON public.doors USING btree (assigned_to);

CREATE INDEX idx_doors_building_id ON public.doors USING btree (building_id);

CREATE INDEX idx_doors_building_id_updated_at ON public.doors USING btree (building_id, updated_at DESC NULLS LAST);

CREATE INDEX idx_doors_category_id ON public.doors USING btree (category_id);

CREATE INDEX idx_doors_created_by ON public.doors USING btree (created_by);

CREATE INDEX idx_doors_floor_id ON public.doors USING btree (floor_id);

CREATE INDEX idx_doors_floor_id_covering ON public.doors USING btree (floor_id) INCLUDE (name, status);

CREATE INDEX idx_doors_geom ON public.doors USING gist (geom);

CREATE INDEX idx_doors_wall_id ON public.doors USING btree (wall_id);

CREATE INDEX idx_drawings_created_by ON public.drawings USING btree (created_by);

CREATE INDEX idx_drawings_floor_id ON public.drawings USING btree (floor_id);

CREATE INDEX idx_drawings_project_id ON public.drawings USING btree (project_id);

CREATE INDEX idx_floors_building_id ON public.floors USING btree (building_id);

CREATE INDEX idx_labels_active ON public.labels USING btree (floor_id, category_id) WHERE ((status)::text = 'active'::text);

CREATE INDEX idx_labels_assigned_to ON public.labels USING btree (assigned_to);

CREATE INDEX idx_labels_building_id ON public.labels USING btree (building_id);

CREATE INDEX idx_labels_building_id_updated_at ON public.labels USING btree (building_id, updated_at DESC NULLS LAST);

CREATE INDEX idx_labels_category_id ON public.labels USING btree (category_id);

CREATE INDEX idx_labels_created_by ON public.labels USING btree (created_by);

CREATE INDEX idx_labels_floor_id ON public.labels USING btree (floor_id);

CREATE INDEX idx_labels_geom ON public.labels USING gist (geom);

CREATE INDEX idx_object_history_object ON public.object_history USING btree (object_type, object_id, changed_at DESC NULLS LAST);

CREATE INDEX idx_object_history_user_id ON public.object_history USING btree (user_id);

CREATE INDEX idx_projects_owner_id ON public.projects USING btree (owner_id);

CREATE INDEX idx_projects_status_updated_at ON public.projects USING btree (status, updated_at DESC NULLS LAST);

CREATE INDEX idx_rooms_active ON public.rooms USING btree (floor_id, category_id) WHERE ((status)::text = 'active'::text);

CREATE INDEX idx_rooms_assigned_to ON public.rooms USING btree (assigned_to);

CREATE INDEX idx_rooms_building_id ON public.rooms USING btree (building_id);

CREATE INDEX idx_rooms_building_id_updated_at ON public.rooms USING btree (building_id, updated_at DESC NULLS LAST);

CREATE INDEX idx_rooms_category_id ON public.rooms USING btree (category_id);

CREATE INDEX idx_rooms_created_by ON public.rooms USING btree (created_by);

CREATE INDEX idx_rooms_floor_id ON public.rooms USING btree (floor_id);

CREATE INDEX idx_rooms_floor_id_covering ON public.rooms USING btree (floor_id) INCLUDE (name, status);

CREATE INDEX idx_rooms_geom ON public.rooms USING gist (geom);

CREATE INDEX idx_user_category_permissions_category_id ON public.user_category_permissions USING btree (category_id);

CREATE INDEX idx_user_category_permissions_project_id ON public.user_category_permissions USING btree (project_id);

CREATE INDEX idx_users_email_covering ON public.users USING btree (email) INCLUDE (username, role) WHERE active;

CREATE INDEX idx_users_role ON public.users USING btree (role);

CREATE INDEX idx_walls_active ON public.walls USING btree (floor_id, category_id) WHERE ((status)::text = 'active'::text);

CREATE INDEX idx_walls_assigned_to ON public.walls USING btree (assigned_to);

CREATE INDEX idx_walls_building_id ON public.walls USING btree (building_id);

CREATE INDEX idx_walls_building_id_updated_at ON public.walls USING btree (building_id, updated_at DESC NULLS LAST);

CREATE INDEX idx_walls_category_id ON public.walls USING btree (category_id);

CREATE INDEX idx_walls_created_by ON public.walls USING btree (created_by);

CREATE INDEX idx_walls_floor_id ON public.walls USING btree (floor_id);

CREATE INDEX idx_walls_floor_id_covering ON public.walls USING btree (floor_id) INCLUDE (material, thickness);

CREATE INDEX idx_walls_geom ON public.walls USING gist (geom);

CREATE INDEX idx_windows_active ON public.windows USING btree (floor_id, category_id) WHERE ((status)::text = 'active'::text);

CREATE INDEX idx_windows_assigned_to ON public.windows USING btree (assigned_to);

CREATE INDEX idx_windows_building_id ON public.windows USING btree (building_id);

CREATE INDEX idx_windows_building_id_updated_at ON public.windows USING btree (building_id, updated_at DESC NULLS LAST);

CREATE INDEX idx_windows_category_id ON public.windows USING btree (category_id);

CREATE INDEX idx_windows_created_by ON public.windows USING btree (created_by);

CREATE INDEX idx_windows_floor_id ON public.windows USING btree (floor_id);

CREATE INDEX idx_windows_floor_id_covering ON public.windows USING btree (floor_id) INCLUDE (name, status);

CREATE INDEX idx_windows_geom ON public.windows USING gist (geom);

CREATE INDEX idx_windows_wall_id ON public.windows USING btree (wall_id);

CREATE INDEX idx_zones_active ON public.zones USING btree (floor_id, category_id) WHERE ((status)::text = 'active'::text);

CREATE INDEX idx_zones_assigned_to ON public.zones USING btree (assigned_to);

CREATE INDEX idx_zones_building_id ON public.zones USING btree (building_id);

CREATE INDEX idx_zones_building_id_updated_at ON public.zones USING btree (building_id, updated_at DESC NULLS LAST);

CREATE INDEX idx_zones_category_id ON public.zones USING btree (category_id);

CREATE INDEX idx_zones_created_by ON public.zones USING btree (created_by);

CREATE INDEX idx_zones_floor_id ON public.zones USING btree (floor_id);

CREATE INDEX idx_zones_floor_id_covering ON public.zones USING btree (floor_id) INCLUDE (name, status);

CREATE INDEX idx_zones_geom ON public.zones USING gist (geom);

ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_assigned_by_users_id_fk FOREIGN KEY (assigned_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.audit_logs
    ADD CONSTRAINT audit_logs_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.buildings
    ADD CONSTRAINT buildings_owner_id_users_id_fk FOREIGN KEY (owner_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.buildings
    ADD CONSTRAINT buildings_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES public.projects(id);

ALTER TABLE ONLY public.catalog_items
    ADD CONSTRAINT catalog_items_category_id_categories_id_fk FOREIGN KEY (category_id) REFERENCES public.categories(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.catalog_items
    ADD CONSTRAINT catalog_items_created_by_users_id_fk FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.categories
    ADD CONSTRAINT categories_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES public.buildings(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.chat_messages
    ADD CONSTRAINT chat_messages_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES public.buildings(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.chat_messages
    ADD CONSTRAINT chat_messages_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.comments
    ADD CONSTRAINT comments_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_assigned_to_users_id_fk FOREIGN KEY (assigned_to) REFERENCES public.users(id);

ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES public.buildings(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_category_id_categories_id_fk FOREIGN KEY (category_id) REFERENCES public.categories(id);

ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_created_by_users_id_fk FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_floor_id_floors_id_fk FOREIGN KEY (floor_id) REFERENCES public.floors(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_room_id_rooms_id_fk FOREIGN KEY (room_id) REFERENCES public.rooms(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.doors
    ADD CONSTRAINT doors_assigned_to_users_id_fk FOREIGN KEY (assigned_to) REFERENCES public.users(id);

ALTER TABLE ONLY public.doors
    ADD CONSTRAINT doors_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES public.buildings(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.doors
    ADD CONSTRAINT doors_category_id_categories_id_fk FOREIGN KEY (category_id) REFERENCES public.categories(id);

ALTER TABLE ONLY public.doors
    ADD CONSTRAINT doors_created_by_users_id_fk FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.doors
    ADD CONSTRAINT doors_floor_id_floors_id_fk FOREIGN KEY (floor_id) REFERENCES public.floors(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.doors
    ADD CONSTRAINT doors_wall_id_walls_id_fk FOREIGN KEY (wall_id) REFERENCES public.walls(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.drawings
    ADD CONSTRAINT drawings_created_by_users_id_fk FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.drawings
    ADD CONSTRAINT drawings_floor_id_floors_id_fk FOREIGN KEY (floor_id) REFERENCES public.floors(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.drawings
    ADD CONSTRAINT drawings_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.floors
    ADD CONSTRAINT floors_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES public.buildings(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.labels
    ADD CONSTRAINT labels_assigned_to_users_id_fk FOREIGN KEY (assigned_to) REFERENCES public.users(id);

ALTER TABLE ONLY public.labels
    ADD CONSTRAINT labels_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES public.buildings(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.labels
    ADD CONSTRAINT labels_category_id_categories_id_fk FOREIGN KEY (category_id) REFERENCES public.categories(id);

ALTER TABLE ONLY public.labels
    ADD CONSTRAINT labels_created_by_users_id_fk FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.labels
    ADD CONSTRAINT labels_floor_id_floors_id_fk FOREIGN KEY (floor_id) REFERENCES public.floors(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.object_history
    ADD CONSTRAINT object_history_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_owner_id_users_id_fk FOREIGN KEY (owner_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.rooms
    ADD CONSTRAINT rooms_assigned_to_users_id_fk FOREIGN KEY (assigned_to) REFERENCES public.users(id);

ALTER TABLE ONLY public.rooms
    ADD CONSTRAINT rooms_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES public.buildings(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.rooms
    ADD CONSTRAINT rooms_category_id_categories_id_fk FOREIGN KEY (category_id) REFERENCES public.categories(id);

ALTER TABLE ONLY public.rooms
    ADD CONSTRAINT rooms_created_by_users_id_fk FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.rooms
    ADD CONSTRAINT rooms_floor_id_floors_id_fk FOREIGN KEY (floor_id) REFERENCES public.floors(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.user_category_permissions
    ADD CONSTRAINT user_category_permissions_category_id_categories_id_fk FOREIGN KEY (category_id) REFERENCES public.categories(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.user_category_permissions
    ADD CONSTRAINT user_category_permissions_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.user_category_permissions
    ADD CONSTRAINT user_category_permissions_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.walls
    ADD CONSTRAINT walls_assigned_to_users_id_fk FOREIGN KEY (assigned_to) REFERENCES public.users(id);

ALTER TABLE ONLY public.walls
    ADD CONSTRAINT walls_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES public.buildings(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.walls
    ADD CONSTRAINT walls_category_id_categories_id_fk FOREIGN KEY (category_id) REFERENCES public.categories(id);

ALTER TABLE ONLY public.walls
    ADD CONSTRAINT walls_created_by_users_id_fk FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.walls
    ADD CONSTRAINT walls_floor_id_floors_id_fk FOREIGN KEY (floor_id) REFERENCES public.floors(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.windows
    ADD CONSTRAINT windows_assigned_to_users_id_fk FOREIGN KEY (assigned_to) REFERENCES public.users(id);

ALTER TABLE ONLY public.windows
    ADD CONSTRAINT windows_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES public.buildings(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.windows
    ADD CONSTRAINT windows_category_id_categories_id_fk FOREIGN KEY (category_id) REFERENCES public.categories(id);

ALTER TABLE ONLY public.windows
    ADD CONSTRAINT windows_created_by_users_id_fk FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.windows
    ADD CONSTRAINT windows_floor_id_floors_id_fk FOREIGN KEY (floor_id) REFERENCES public.floors(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.windows
    ADD CONSTRAINT windows_wall_id_walls_id_fk FOREIGN KEY (wall_id) REFERENCES public.walls(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.zones
    ADD CONSTRAINT zones_assigned_to_users_id_fk FOREIGN KEY (assigned_to) REFERENCES public.users(id);

ALTER TABLE ONLY public.zones
    ADD CONSTRAINT zones_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES public.buildings(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.zones
    ADD CONSTRAINT zones_category_id_categories_id_fk FOREIGN KEY (category_id) REFERENCES public.categories(id);

ALTER TABLE ONLY public.zones
    ADD CONSTRAINT zones_created_by_users_id_fk FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.zones
    ADD CONSTRAINT zones_floor_id_floors_id_fk FOREIGN KEY (floor_id) REFERENCES public.floors(id) ON DELETE CASCADE;
