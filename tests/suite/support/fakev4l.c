/* A camera for tests: loaded before a program (LD_PRELOAD), it is the video device /dev/video0.
 *
 * It lives in the folder FAKEV4L. While the file "plugged" is there, the camera is: if that file says
 * "busy" or "forbidden", opening fails so. What it sees is in the file "frame", as raw YUYV pixels of
 * 640 x 480, put there by renaming. While it takes pictures, the file "light" is there.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { WIDTH = 640, HEIGHT = 480, SIZE = WIDTH * HEIGHT * 2, BUFFERS = 4, FDS = 1024 };
enum { EVERY = 33 * 1000 * 1000 };

struct camera {
    int is_open, streams, buffers, next;
    int queued[BUFFERS];
    struct timespec last;
};

static struct camera cameras[FDS];

static const char *path(const char *name) {
    static __thread char text[4096];
    const char *folder = getenv("FAKEV4L");
    snprintf(text, sizeof text, "%s/%s", folder ? folder : "/nonexistent", name);
    return text;
}

static int (*real_open(void))(const char *, int, ...) {
    return (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
}

/* 0 if the camera is there, else why it cannot be opened. */
static int why_not(void) {
    int fd = real_open()(path("plugged"), O_RDONLY);
    if (fd < 0) return ENOENT;
    char says[16] = {0};
    ssize_t length = read(fd, says, sizeof says - 1);
    close(fd);
    if (length > 0 && strncmp(says, "busy", 4) == 0) return EBUSY;
    if (length > 0 && strncmp(says, "forbidden", 9) == 0) return EACCES;
    return 0;
}

static int open_camera(void) {
    int why = why_not();
    int fd = why ? -1 : memfd_create("camera", MFD_CLOEXEC);
    if (why || fd < 0 || fd >= FDS || ftruncate(fd, (off_t)SIZE * BUFFERS)) {
        errno = why ? why : EIO;
        return -1;
    }
    memset(&cameras[fd], 0, sizeof cameras[fd]);
    cameras[fd].is_open = 1;
    return fd;
}

int open(const char *name, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    int mode = va_arg(rest, int);
    va_end(rest);
    if (strcmp(name, "/dev/video0") == 0) return open_camera();
    return real_open()(name, flags, mode);
}

int open64(const char *name, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    int mode = va_arg(rest, int);
    va_end(rest);
    if (strcmp(name, "/dev/video0") == 0) return open_camera();
    return real_open()(name, flags | O_LARGEFILE, mode);
}

int close(int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "close");
    if (fd >= 0 && fd < FDS && cameras[fd].is_open) {
        if (cameras[fd].streams) unlink(path("light"));
        cameras[fd].is_open = 0;
    }
    return real(fd);
}

static int is_due(const struct camera *camera) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long long passed = (now.tv_sec - camera->last.tv_sec) * 1000000000LL + now.tv_nsec - camera->last.tv_nsec;
    return camera->streams && passed >= EVERY;
}

static void describe(struct v4l2_format *format) {
    format->fmt.pix.width = WIDTH;
    format->fmt.pix.height = HEIGHT;
    format->fmt.pix.pixelformat = V4L2_PIX_FMT_YUYV;
    format->fmt.pix.field = V4L2_FIELD_NONE;
    format->fmt.pix.bytesperline = WIDTH * 2;
    format->fmt.pix.sizeimage = SIZE;
}

static int take(int fd, struct camera *camera, struct v4l2_buffer *buffer) {
    while (!is_due(camera)) {
        struct timespec moment = {0, 1000 * 1000};
        nanosleep(&moment, NULL);
        if (why_not()) { errno = ENODEV; return -1; }
    }
    int at = camera->next;
    for (int tried = 0; tried < camera->buffers && !camera->queued[at]; tried++) at = (at + 1) % camera->buffers;
    if (!camera->queued[at]) { errno = EAGAIN; return -1; }
    static char frame[SIZE];
    int from = real_open()(path("frame"), O_RDONLY);
    ssize_t length = from < 0 ? 0 : read(from, frame, SIZE);
    if (from >= 0) close(from);
    if (length < 0) length = 0;
    memset(frame + length, 0x80, SIZE - length);
    if (pwrite(fd, frame, SIZE, (off_t)SIZE * at) != SIZE) { errno = EIO; return -1; }
    clock_gettime(CLOCK_MONOTONIC, &camera->last);
    camera->queued[at] = 0;
    camera->next = (at + 1) % camera->buffers;
    buffer->index = at;
    buffer->bytesused = SIZE;
    buffer->flags = V4L2_BUF_FLAG_MAPPED;
    return 0;
}

static int stream(struct camera *camera, int on) {
    camera->streams = on;
    clock_gettime(CLOCK_MONOTONIC, &camera->last);
    if (!on) {
        memset(camera->queued, 0, sizeof camera->queued);
        unlink(path("light"));
        return 0;
    }
    int light = real_open()(path("light"), O_CREAT | O_WRONLY, 0644);
    if (light >= 0) close(light);
    return 0;
}

static int answer(int fd, struct camera *camera, unsigned long request, void *argument) {
    struct v4l2_buffer *buffer = argument;
    if (why_not()) { errno = ENODEV; return -1; }
    switch (request) {
    case VIDIOC_QUERYCAP: {
        struct v4l2_capability *can = argument;
        memset(can, 0, sizeof *can);
        strcpy((char *)can->driver, "fake");
        strcpy((char *)can->card, "A camera for tests");
        strcpy((char *)can->bus_info, "test");
        can->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
        can->capabilities = can->device_caps | V4L2_CAP_DEVICE_CAPS;
        return 0;
    }
    case VIDIOC_ENUM_FMT: {
        struct v4l2_fmtdesc *format = argument;
        if (format->index > 0) { errno = EINVAL; return -1; }
        strcpy((char *)format->description, "YUYV 4:2:2");
        format->pixelformat = V4L2_PIX_FMT_YUYV;
        return 0;
    }
    case VIDIOC_G_FMT:
    case VIDIOC_S_FMT:
        describe(argument);
        return 0;
    case VIDIOC_REQBUFS: {
        struct v4l2_requestbuffers *wanted = argument;
        if (wanted->count > BUFFERS) wanted->count = BUFFERS;
        camera->buffers = (int)wanted->count;
        return 0;
    }
    case VIDIOC_QUERYBUF: {
        if (buffer->index >= (unsigned)camera->buffers) { errno = EINVAL; return -1; }
        int queued = camera->queued[buffer->index];
        buffer->length = SIZE;
        buffer->m.offset = SIZE * buffer->index;
        buffer->flags = V4L2_BUF_FLAG_MAPPED | (queued ? V4L2_BUF_FLAG_QUEUED : 0);
        if (queued && is_due(camera)) buffer->flags |= V4L2_BUF_FLAG_DONE;
        return 0;
    }
    case VIDIOC_QBUF:
        if (buffer->index >= (unsigned)camera->buffers) { errno = EINVAL; return -1; }
        camera->queued[buffer->index] = 1;
        return 0;
    case VIDIOC_DQBUF:
        return take(fd, camera, buffer);
    case VIDIOC_STREAMON:
        return stream(camera, 1);
    case VIDIOC_STREAMOFF:
        return stream(camera, 0);
    default:
        errno = ENOTTY;
        return -1;
    }
}

int ioctl(int fd, unsigned long request, ...) {
    va_list rest;
    va_start(rest, request);
    void *argument = va_arg(rest, void *);
    va_end(rest);
    if (fd >= 0 && fd < FDS && cameras[fd].is_open) return answer(fd, &cameras[fd], request, argument);
    int (*real)(int, unsigned long, ...) = (int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl");
    return real(fd, request, argument);
}
