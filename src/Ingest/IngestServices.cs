using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Ingest.Identities;
using MiyagiSensing.Ingest.Pipeline;

namespace MiyagiSensing.Ingest;

/// <summary>Registers the intake; needs an <see cref="IJournal"/>, an <see cref="IStoredIdentities"/> and a <see cref="TimeProvider"/>.</summary>
public static class IngestServices
{
    /// <summary>Name of the meter, for exporters.</summary>
    public const string MeterName = IngestMetrics.MeterName;

    /// <summary>Name of the activity source, for exporters.</summary>
    public const string ActivitySourceName = CommitTrace.SourceName;

    /// <summary>Adds <see cref="IIntake"/> and the pipeline behind it.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services, IngestOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<IntakeQueue>();
        services.AddSingleton<IIntake>(provider => provider.GetRequiredService<IntakeQueue>());
        services.AddSingleton<BatchSource>();
        services.AddSingleton(new IdentityWindow(options.RememberedIdentities));
        services.AddSingleton<IdentityLookup>();
        services.AddSingleton<IngestMetrics>();
        services.AddSingleton<TelemetryPipeline>();
        services.AddSingleton<IHostedService, IngestRunner>();
        return services;
    }
}
