using System.Globalization;
using System.Net;
using MiyagiSensing.Projections.TimeSeries;

namespace MiyagiSensing.Host.Configuration;

/// <summary>What the operator has set, read from environment variables. Every wrong setting is refused with its name and what to write instead.</summary>
internal sealed record PlatformSettings
{
    /// <summary><c>MIYAGI_POSTGRES</c>: connection string of the event store, with what <see cref="PostgresSessions"/> adds.</summary>
    public required string Postgres { get; init; }

    /// <summary><c>MIYAGI_INFLUX_URL</c> and its companions.</summary>
    public required InfluxOptions Influx { get; init; }

    /// <summary><c>MIYAGI_DATA</c>: folder for keys and what must outlive a restart.</summary>
    public required string DataFolder { get; init; }

    /// <summary><c>MIYAGI_ARCHIVE</c>: folder of the archived journal days; <c>archive</c> in the data folder when not set.</summary>
    public required string ArchiveFolder { get; init; }

    /// <summary><c>MIYAGI_CATALOG</c>: folder of the catalog files.</summary>
    public required string CatalogFolder { get; init; }

    /// <summary><c>MIYAGI_BIND</c>: address of all listeners; 127.0.0.1 when not set.</summary>
    public required IPAddress Bind { get; init; }

    /// <summary><c>MIYAGI_MQTT_PORT</c>, 1883 when not set; 0 takes a free one.</summary>
    public required int MqttPort { get; init; }

    /// <summary><c>MIYAGI_HTTP_PORT</c>, 8080 when not set; 0 takes a free one.</summary>
    public required int HttpPort { get; init; }

    /// <summary><c>MIYAGI_MQTTS_PORT</c>, 8883 when not set. Used when there is a certificate.</summary>
    public required int MqttsPort { get; init; }

    /// <summary><c>MIYAGI_HTTPS_PORT</c>, 8443 when not set. Used when there is a certificate.</summary>
    public required int HttpsPort { get; init; }

    /// <summary><c>MIYAGI_TLS_CERTIFICATE</c>: PEM file with the certificate chain; null means no TLS listeners.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary><c>MIYAGI_TLS_KEY</c>: PEM file with the private key.</summary>
    public string? TlsKey { get; init; }

    /// <summary><c>MIYAGI_ALLOW_PLAINTEXT=1</c>: listens without TLS beyond loopback all the same.</summary>
    public bool AllowPlaintext { get; init; }

    /// <summary><c>MIYAGI_REPLAY_ORIGIN</c>: the instant at which a replay clock begins; null for the real clock.</summary>
    public DateTimeOffset? ReplayOrigin { get; init; }

    /// <summary><c>MIYAGI_REPLAY_SPEED</c>: seconds of replay for each real second.</summary>
    public double ReplaySpeed { get; init; } = 1;

    /// <summary><c>MIYAGI_REPLAY_STARTED</c>: the real instant, Unix ms, that the origin stands for; the platform's start when not set. Lets devices and a restarted platform share one clock.</summary>
    public DateTimeOffset? ReplayStarted { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <param name="variable">Looks an environment variable up; null when it is not set.</param>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static PlatformSettings Read(Func<string, string?> variable)
    {
        string? Optional(string name) => variable(name) is { Length: > 0 } value ? value : null;
        string Required(string name, string example) =>
            Optional(name) ?? throw new SettingsException($"{name} is not set. Set it to, for example, {example}; ./miyagi up does this by itself.");
        int Port(string name, int fallback) => Optional(name) is not { } text
            ? fallback
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
                ? port
                : throw new SettingsException($"{name} is '{text}'; a port is a number from 0 to 65535.");

        var settings = new PlatformSettings
        {
            Postgres = PostgresSessions.Harden(Required("MIYAGI_POSTGRES", "'Host=127.0.0.1;Port=5432;Database=miyagi;Username=miyagi'")),
            Influx = new InfluxOptions
            {
                Url = Uri.TryCreate(Required("MIYAGI_INFLUX_URL", "http://127.0.0.1:8086").TrimEnd('/') + "/", UriKind.Absolute, out var url)
                    ? url
                    : throw new SettingsException("MIYAGI_INFLUX_URL is not an address; write, for example, http://127.0.0.1:8086."),
                Database = Optional("MIYAGI_INFLUX_DATABASE") ?? "miyagi",
                Token = Optional("MIYAGI_INFLUX_TOKEN"),
                Organisation = Optional("MIYAGI_INFLUX_ORG"),
                User = Optional("MIYAGI_INFLUX_USER"),
                Password = Optional("MIYAGI_INFLUX_PASSWORD"),
            },
            DataFolder = Path.GetFullPath(Required("MIYAGI_DATA", "/var/lib/miyagi")),
            ArchiveFolder = Path.GetFullPath(Optional("MIYAGI_ARCHIVE") ?? Path.Combine(Required("MIYAGI_DATA", "/var/lib/miyagi"), "archive")),
            CatalogFolder = Path.GetFullPath(Required("MIYAGI_CATALOG", "/usr/share/miyagi/catalog")),
            Bind = Optional("MIYAGI_BIND") is not { } bind
                ? IPAddress.Loopback
                : IPAddress.TryParse(bind, out var address)
                    ? address
                    : throw new SettingsException($"MIYAGI_BIND is '{bind}'; write an IP address such as 127.0.0.1 or 0.0.0.0."),
            MqttPort = Port("MIYAGI_MQTT_PORT", 1883),
            HttpPort = Port("MIYAGI_HTTP_PORT", 8080),
            MqttsPort = Port("MIYAGI_MQTTS_PORT", 8883),
            HttpsPort = Port("MIYAGI_HTTPS_PORT", 8443),
            TlsCertificate = Optional("MIYAGI_TLS_CERTIFICATE"),
            TlsKey = Optional("MIYAGI_TLS_KEY"),
            AllowPlaintext = Optional("MIYAGI_ALLOW_PLAINTEXT") == "1",
            ReplayOrigin = Optional("MIYAGI_REPLAY_ORIGIN") is not { } origin
                ? null
                : DateTimeOffset.TryParse(origin, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
                    ? instant
                    : throw new SettingsException($"MIYAGI_REPLAY_ORIGIN is '{origin}'; write an instant such as 2026-08-01T00:00:00Z."),
            ReplaySpeed = Optional("MIYAGI_REPLAY_SPEED") is not { } speed
                ? 1
                : double.TryParse(speed, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor is > 0 and <= 1_000_000_000
                    ? factor
                    : throw new SettingsException($"MIYAGI_REPLAY_SPEED is '{speed}'; write a number above 0, such as 600."),
            ReplayStarted = Optional("MIYAGI_REPLAY_STARTED") is not { } started
                ? null
                : long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
                    ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                    : throw new SettingsException($"MIYAGI_REPLAY_STARTED is '{started}'; write Unix time in ms."),
        };
        ListenerPolicy.Check(settings, Optional("DOTNET_ENVIRONMENT") ?? "Production");
        return settings;
    }
}
