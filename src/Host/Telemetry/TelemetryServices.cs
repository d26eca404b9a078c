using MiyagiSensing.Gateway;
using MiyagiSensing.Ingest;
using MiyagiSensing.Projections;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MiyagiSensing.Host.Telemetry;

/// <summary>Traces, metrics and logs about ourselves, exported by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set and costing nothing when it is not.</summary>
internal static class TelemetryServices
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds the exporters when there is somewhere to export to.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EndpointVariable)))
        {
            return;
        }

        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeScopes = true;
            logs.SetResourceBuilder(ResourceBuilder.CreateDefault().AddService("miyagi-sensing"));
            logs.AddOtlpExporter();
        });
        builder.Services.AddSingleton(_ => OpenTelemetrySdk.Create(sdk => sdk
            .ConfigureResource(resource => resource.AddService("miyagi-sensing"))
            .WithTracing(traces => traces
                // Every PUBLISH of a flood would be a trace of its own; OTEL_TRACES_SAMPLER(_ARG) says otherwise.
                .SetSampler(SamplerFromEnvironment())
                .AddSource(GatewayServices.ActivitySourceName, IngestServices.ActivitySourceName, ProjectionServices.ActivitySourceName, "Microsoft.AspNetCore", "Npgsql")
                .AddOtlpExporter())
            .WithMetrics(metrics => metrics
                .AddMeter("MiyagiSensing.*", "Microsoft.AspNetCore.*", "System.Runtime", "Npgsql")
                .AddOtlpExporter())));
        builder.Services.AddHostedService<TelemetryRunner>();
    }

    private static Sampler SamplerFromEnvironment() => (Environment.GetEnvironmentVariable("OTEL_TRACES_SAMPLER"), Environment.GetEnvironmentVariable("OTEL_TRACES_SAMPLER_ARG")) switch
    {
        ("always_on" or "parentbased_always_on", _) => new ParentBasedSampler(new AlwaysOnSampler()),
        ("always_off" or "parentbased_always_off", _) => new AlwaysOffSampler(),
        (_, { } text) when double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var ratio) => new ParentBasedSampler(new TraceIdRatioBasedSampler(ratio)),
        _ => new ParentBasedSampler(new TraceIdRatioBasedSampler(0.01)),
    };
}
