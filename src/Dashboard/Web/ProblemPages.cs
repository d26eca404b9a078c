using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using MiyagiSensing.Dashboard.Access;

namespace MiyagiSensing.Dashboard.Web;

/// <summary>What went wrong, as a page for people and as problem+json (RFC 9457) for programs; neither tells how the inside looks.</summary>
internal static class ProblemPages
{
    public static void UseProblemPages(this IApplicationBuilder app)
    {
        // A page that failed has used up the services of its scope; the one that says so gets its own.
        app.UseExceptionHandler("/status/500", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.UseWhen(context => !SessionEvents.IsPage(context.Request), programs =>
        {
            programs.UseExceptionHandler(handler => handler.Run(context => Results.Problem().ExecuteAsync(context)));
            programs.Use((context, next) =>
            {
                if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                {
                    pages.Enabled = false;
                }

                return next(context);
            });
        });
        app.UseStoreAway();
    }
}
