using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MiyagiSensing.Api;
using MiyagiSensing.Dashboard;
using MiyagiSensing.Dashboard.Operations;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore;
using MiyagiSensing.Gateway;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Host.Health;
using MiyagiSensing.Host.Import;
using MiyagiSensing.Host.KeyStore;
using MiyagiSensing.Host.Startup;
using MiyagiSensing.Host.Telemetry;
using MiyagiSensing.Ingest;
using MiyagiSensing.Mqtt.Server;
using MiyagiSensing.Projections;
using Npgsql;

namespace MiyagiSensing.Host;

/// <summary>
/// Joins the stages: device → Gateway → Ingest → EventStore → Projections → Dashboard. The order of the hosted services is the order of the start: stores first, then intake and projections,
/// and Kestrel's listeners last; a stop goes the other way.
/// </summary>
internal static class PlatformApplication
{
    /// <summary>How long a stop may take: what has been taken in is committed first.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Most bytes that a connection reads ahead of us; Kestrel's own choice of 1 MiB would be 200 MiB for 200 devices that push while the database is away. Chosen: one packet of the largest size.
    /// </summary>
    private const int UnreadBytes = 64 * 1024;

    public static WebApplication Build(PlatformSettings settings, SensingCatalog catalog)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.AddTelemetry();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings));
        // Bytes go on where they arrive, without a change of thread on either side of the pipe: a fifth less processor time a message at one message a connection (measured). Nothing behind it blocks.
        builder.WebHost.UseSockets(sockets =>
        {
            sockets.UnsafePreferInlineScheduling = true;
            sockets.MaxReadBufferSize = UnreadBytes;
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);

        var clock = ClockOf(settings);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(catalog);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(settings.Postgres));
        builder.Services.AddHostedService<StartupRunner>();
        builder.Services.AddEventStore(settings.ArchiveFolder).AddJournal();
        builder.Services.AddReadModels(settings.Postgres, settings.Influx, catalog.Municipalities)
            .AddProjectors().AddProjectionControl(settings.Postgres, settings.Influx).AddProjections();
        builder.Services.AddIngest(new IngestOptions());
        builder.Services.AddSingleton(provider => new PostgresKeyStore(provider.GetRequiredService<NpgsqlDataSource>(), PostgresKeyStore.FileIn(settings.DataFolder)));
        builder.Services.AddSingleton<IPseudonyms>(provider => provider.GetRequiredService<PostgresKeyStore>());
        builder.Services.AddHostedService<DeadLetterKeysRunner>();
        builder.Services.AddGateway(catalog);
        builder.Services.AddMqttServer();
        builder.Services.AddPlatformHealth();
        builder.Services.AddSingleton<IOperatorView, OperatorView>();
        builder.Services.AddSingleton<OperatorDoor>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<OperatorDoor>());
        builder.Services.AddSingleton<ImportEndpoint>();
        builder.Services.AddSingleton<RtkLogEndpoint>();
        builder.Services.AddApi();
        builder.Services.AddDashboard(new DashboardOptions
        {
            KeysFolder = Path.Combine(settings.DataFolder, "keys", "sign-in"),
            ClockSpeed = settings.ReplayOrigin is null ? 1 : settings.ReplaySpeed,
            IsReplay = settings.ReplayOrigin is not null,
        });

        var app = builder.Build();
        app.MapDashboard();
        app.MapApi();
        app.MapPlatformHealth();
        ImportEndpoint.Map(app);
        RtkLogEndpoint.Map(app);
        return app;
    }

    private static TimeProvider ClockOf(PlatformSettings settings) => settings.ReplayOrigin is { } origin
        ? new ReplayTimeProvider(origin, settings.ReplaySpeed, settings.ReplayStarted ?? TimeProvider.System.GetUtcNow(), TimeProvider.System)
        : TimeProvider.System;

    private static void Listen(KestrelServerOptions kestrel, PlatformSettings settings)
    {
        if (ListenerPolicy.ListensInTheClear(settings))
        {
            kestrel.Listen(settings.Bind, settings.MqttPort, listen => listen.UseMqtt());
            kestrel.Listen(settings.Bind, settings.HttpPort);
        }

        if (settings.TlsCertificate is not null)
        {
            var certificate = X509Certificate2.CreateFromPemFile(settings.TlsCertificate, settings.TlsKey);
            kestrel.Listen(settings.Bind, settings.MqttsPort, listen =>
            {
                listen.Protocols = HttpProtocols.None;
                listen.UseHttps(certificate);
                listen.UseMqtt();
            });
            kestrel.Listen(settings.Bind, settings.HttpsPort, listen => listen.UseHttps(certificate));
        }

        kestrel.ApplicationServices.GetRequiredService<OperatorDoor>().Listen(kestrel);
    }
}
