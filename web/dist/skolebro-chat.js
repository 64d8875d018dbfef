/*! skolebro-chat. Built from web/src by "npm run build"; do not edit.

Contains Lit 3.3.3 (https://lit.dev), licence BSD-3-Clause:

BSD 3-Clause License

Copyright (c) 2017 Google LLC. All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this
   list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice,
   this list of conditions and the following disclaimer in the documentation
   and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its
   contributors may be used to endorse or promote products derived from
   this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
var ct=Object.defineProperty;var Re=i=>{throw TypeError(i)};var dt=(i,e,t)=>e in i?ct(i,e,{enumerable:!0,configurable:!0,writable:!0,value:t}):i[e]=t;var le=(i,e,t)=>dt(i,typeof e!="symbol"?e+"":e,t),he=(i,e,t)=>e.has(i)||Re("Cannot "+t);var g=(i,e,t)=>(he(i,e,"read from private field"),t?t.call(i):e.get(i)),$=(i,e,t)=>e.has(i)?Re("Cannot add the same private member more than once"):e instanceof WeakSet?e.add(i):e.set(i,t),U=(i,e,t,s)=>(he(i,e,"write to private field"),s?s.call(i,t):e.set(i,t),t),c=(i,e,t)=>(he(i,e,"access private method"),t);var Q=globalThis,ee=Q.ShadowRoot&&(Q.ShadyCSS===void 0||Q.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,ce=Symbol(),Me=new WeakMap,j=class{constructor(e,t,s){if(this._$cssResult$=!0,s!==ce)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(ee&&e===void 0){let s=t!==void 0&&t.length===1;s&&(e=Me.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),s&&Me.set(t,e))}return e}toString(){return this.cssText}},Pe=i=>new j(typeof i=="string"?i:i+"",void 0,ce),de=(i,...e)=>{let t=i.length===1?i[0]:e.reduce((s,r,n)=>s+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(r)+i[n+1],i[0]);return new j(t,i,ce)},Oe=(i,e)=>{if(ee)i.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let s=document.createElement("style"),r=Q.litNonce;r!==void 0&&s.setAttribute("nonce",r),s.textContent=t.cssText,i.appendChild(s)}},ue=ee?i=>i:i=>i instanceof CSSStyleSheet?(e=>{let t="";for(let s of e.cssRules)t+=s.cssText;return Pe(t)})(i):i;var{is:ut,defineProperty:pt,getOwnPropertyDescriptor:mt,getOwnPropertyNames:ft,getOwnPropertySymbols:gt,getPrototypeOf:bt}=Object,_=globalThis,Ne=_.trustedTypes,$t=Ne?Ne.emptyScript:"",vt=_.reactiveElementPolyfillSupport,z=(i,e)=>i,pe={toAttribute(i,e){switch(e){case Boolean:i=i?$t:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,e){let t=i;switch(e){case Boolean:t=i!==null;break;case Number:t=i===null?null:Number(i);break;case Object:case Array:try{t=JSON.parse(i)}catch{t=null}}return t}},Le=(i,e)=>!ut(i,e),He={attribute:!0,type:String,converter:pe,reflect:!1,useDefault:!1,hasChanged:Le};Symbol.metadata??(Symbol.metadata=Symbol("metadata")),_.litPropertyMetadata??(_.litPropertyMetadata=new WeakMap);var v=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??(this.l=[])).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=He){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let s=Symbol(),r=this.getPropertyDescriptor(e,s,t);r!==void 0&&pt(this.prototype,e,r)}}static getPropertyDescriptor(e,t,s){let{get:r,set:n}=mt(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:r,set(o){let h=r?.call(this);n?.call(this,o),this.requestUpdate(e,h,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??He}static _$Ei(){if(this.hasOwnProperty(z("elementProperties")))return;let e=bt(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(z("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(z("properties"))){let t=this.properties,s=[...ft(t),...gt(t)];for(let r of s)this.createProperty(r,t[r])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[s,r]of t)this.elementProperties.set(s,r)}this._$Eh=new Map;for(let[t,s]of this.elementProperties){let r=this._$Eu(t,s);r!==void 0&&this._$Eh.set(r,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let s=new Set(e.flat(1/0).reverse());for(let r of s)t.unshift(ue(r))}else e!==void 0&&t.push(ue(e));return t}static _$Eu(e,t){let s=t.attribute;return s===!1?void 0:typeof s=="string"?s:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??(this._$EO=new Set)).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let s of t.keys())this.hasOwnProperty(s)&&(e.set(s,this[s]),delete this[s]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Oe(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??(this.renderRoot=this.createRenderRoot()),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,s){this._$AK(e,s)}_$ET(e,t){let s=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,s);if(r!==void 0&&s.reflect===!0){let n=(s.converter?.toAttribute!==void 0?s.converter:pe).toAttribute(t,s.type);this._$Em=e,n==null?this.removeAttribute(r):this.setAttribute(r,n),this._$Em=null}}_$AK(e,t){let s=this.constructor,r=s._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let n=s.getPropertyOptions(r),o=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:pe;this._$Em=r;let h=o.fromAttribute(t,n.type);this[r]=h??this._$Ej?.get(r)??h,this._$Em=null}}requestUpdate(e,t,s,r=!1,n){if(e!==void 0){let o=this.constructor;if(r===!1&&(n=this[e]),s??(s=o.getPropertyOptions(e)),!((s.hasChanged??Le)(n,t)||s.useDefault&&s.reflect&&n===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,s))))return;this.C(e,t,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:s,reflect:r,wrapped:n},o){s&&!(this._$Ej??(this._$Ej=new Map)).has(e)&&(this._$Ej.set(e,o??t??this[e]),n!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||s||(t=void 0),this._$AL.set(e,t)),r===!0&&this._$Em!==e&&(this._$Eq??(this._$Eq=new Set)).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??(this.renderRoot=this.createRenderRoot()),this._$Ep){for(let[r,n]of this._$Ep)this[r]=n;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[r,n]of s){let{wrapped:o}=n,h=this[r];o!==!0||this._$AL.has(r)||h===void 0||this.C(r,void 0,n,h)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(t)):this._$EM()}catch(s){throw e=!1,this._$EM(),s}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&(this._$Eq=this._$Eq.forEach(t=>this._$ET(t,this[t]))),this._$EM()}updated(e){}firstUpdated(e){}};v.elementStyles=[],v.shadowRootOptions={mode:"open"},v[z("elementProperties")]=new Map,v[z("finalized")]=new Map,vt?.({ReactiveElement:v}),(_.reactiveElementVersions??(_.reactiveElementVersions=[])).push("2.1.2");var D=globalThis,je=i=>i,te=D.trustedTypes,ze=te?te.createPolicy("lit-html",{createHTML:i=>i}):void 0,Ke="$lit$",A=`lit$${Math.random().toFixed(9).slice(2)}$`,qe="?"+A,yt=`<${qe}>`,k=document,I=()=>k.createComment(""),W=i=>i===null||typeof i!="object"&&typeof i!="function",ye=Array.isArray,_t=i=>ye(i)||typeof i?.[Symbol.iterator]=="function",me=`[ 	
\f\r]`,B=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Be=/-->/g,De=/>/g,S=RegExp(`>|${me}(?:([^\\s"'>=/]+)(${me}*=${me}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Ie=/'/g,We=/"/g,Je=/^(?:script|style|textarea|title)$/i,_e=i=>(e,...t)=>({_$litType$:i,strings:e,values:t}),f=_e(1),Vt=_e(2),Kt=_e(3),C=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),Ve=new WeakMap,E=k.createTreeWalker(k,129);function Fe(i,e){if(!ye(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return ze!==void 0?ze.createHTML(e):e}var At=(i,e)=>{let t=i.length-1,s=[],r,n=e===2?"<svg>":e===3?"<math>":"",o=B;for(let h=0;h<t;h++){let l=i[h],u,p,m=-1,b=0;for(;b<l.length&&(o.lastIndex=b,p=o.exec(l),p!==null);)b=o.lastIndex,o===B?p[1]==="!--"?o=Be:p[1]!==void 0?o=De:p[2]!==void 0?(Je.test(p[2])&&(r=RegExp("</"+p[2],"g")),o=S):p[3]!==void 0&&(o=S):o===S?p[0]===">"?(o=r??B,m=-1):p[1]===void 0?m=-2:(m=o.lastIndex-p[2].length,u=p[1],o=p[3]===void 0?S:p[3]==='"'?We:Ie):o===We||o===Ie?o=S:o===Be||o===De?o=B:(o=S,r=void 0);let y=o===S&&i[h+1].startsWith("/>")?" ":"";n+=o===B?l+yt:m>=0?(s.push(u),l.slice(0,m)+Ke+l.slice(m)+A+y):l+A+(m===-2?h:y)}return[Fe(i,n+(i[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),s]},V=class i{constructor({strings:e,_$litType$:t},s){let r;this.parts=[];let n=0,o=0,h=e.length-1,l=this.parts,[u,p]=At(e,t);if(this.el=i.createElement(u,s),E.currentNode=this.el.content,t===2||t===3){let m=this.el.content.firstChild;m.replaceWith(...m.childNodes)}for(;(r=E.nextNode())!==null&&l.length<h;){if(r.nodeType===1){if(r.hasAttributes())for(let m of r.getAttributeNames())if(m.endsWith(Ke)){let b=p[o++],y=r.getAttribute(m).split(A),Z=/([.?@])?(.*)/.exec(b);l.push({type:1,index:n,name:Z[2],strings:y,ctor:Z[1]==="."?ge:Z[1]==="?"?be:Z[1]==="@"?$e:M}),r.removeAttribute(m)}else m.startsWith(A)&&(l.push({type:6,index:n}),r.removeAttribute(m));if(Je.test(r.tagName)){let m=r.textContent.split(A),b=m.length-1;if(b>0){r.textContent=te?te.emptyScript:"";for(let y=0;y<b;y++)r.append(m[y],I()),E.nextNode(),l.push({type:2,index:++n});r.append(m[b],I())}}}else if(r.nodeType===8)if(r.data===qe)l.push({type:2,index:n});else{let m=-1;for(;(m=r.data.indexOf(A,m+1))!==-1;)l.push({type:7,index:n}),m+=A.length-1}n++}}static createElement(e,t){let s=k.createElement("template");return s.innerHTML=e,s}};function R(i,e,t=i,s){if(e===C)return e;let r=s!==void 0?t._$Co?.[s]:t._$Cl,n=W(e)?void 0:e._$litDirective$;return r?.constructor!==n&&(r?._$AO?.(!1),n===void 0?r=void 0:(r=new n(i),r._$AT(i,t,s)),s!==void 0?(t._$Co??(t._$Co=[]))[s]=r:t._$Cl=r),r!==void 0&&(e=R(i,r._$AS(i,e.values),r,s)),e}var fe=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:s}=this._$AD,r=(e?.creationScope??k).importNode(t,!0);E.currentNode=r;let n=E.nextNode(),o=0,h=0,l=s[0];for(;l!==void 0;){if(o===l.index){let u;l.type===2?u=new K(n,n.nextSibling,this,e):l.type===1?u=new l.ctor(n,l.name,l.strings,this,e):l.type===6&&(u=new ve(n,this,e)),this._$AV.push(u),l=s[++h]}o!==l?.index&&(n=E.nextNode(),o++)}return E.currentNode=k,r}p(e){let t=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(e,s,t),t+=s.strings.length-2):s._$AI(e[t])),t++}},K=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,s,r){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=s,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=R(this,e,t),W(e)?e===d||e==null||e===""?(this._$AH!==d&&this._$AR(),this._$AH=d):e!==this._$AH&&e!==C&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):_t(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==d&&W(this._$AH)?this._$AA.nextSibling.data=e:this.T(k.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:s}=e,r=typeof s=="number"?this._$AC(e):(s.el===void 0&&(s.el=V.createElement(Fe(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===r)this._$AH.p(t);else{let n=new fe(r,this),o=n.u(this.options);n.p(t),this.T(o),this._$AH=n}}_$AC(e){let t=Ve.get(e.strings);return t===void 0&&Ve.set(e.strings,t=new V(e)),t}k(e){ye(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,s,r=0;for(let n of e)r===t.length?t.push(s=new i(this.O(I()),this.O(I()),this,this.options)):s=t[r],s._$AI(n),r++;r<t.length&&(this._$AR(s&&s._$AB.nextSibling,r),t.length=r)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let s=je(e).nextSibling;je(e).remove(),e=s}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},M=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,s,r,n){this.type=1,this._$AH=d,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=n,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=d}_$AI(e,t=this,s,r){let n=this.strings,o=!1;if(n===void 0)e=R(this,e,t,0),o=!W(e)||e!==this._$AH&&e!==C,o&&(this._$AH=e);else{let h=e,l,u;for(e=n[0],l=0;l<n.length-1;l++)u=R(this,h[s+l],t,l),u===C&&(u=this._$AH[l]),o||(o=!W(u)||u!==this._$AH[l]),u===d?e=d:e!==d&&(e+=(u??"")+n[l+1]),this._$AH[l]=u}o&&!r&&this.j(e)}j(e){e===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},ge=class extends M{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===d?void 0:e}},be=class extends M{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==d)}},$e=class extends M{constructor(e,t,s,r,n){super(e,t,s,r,n),this.type=5}_$AI(e,t=this){if((e=R(this,e,t,0)??d)===C)return;let s=this._$AH,r=e===d&&s!==d||e.capture!==s.capture||e.once!==s.once||e.passive!==s.passive,n=e!==d&&(s===d||r);r&&this.element.removeEventListener(this.name,this,s),n&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ve=class{constructor(e,t,s){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(e){R(this,e)}};var wt=D.litHtmlPolyfillSupport;wt?.(V,K),(D.litHtmlVersions??(D.litHtmlVersions=[])).push("3.3.3");var Ge=(i,e,t)=>{let s=t?.renderBefore??e,r=s._$litPart$;if(r===void 0){let n=t?.renderBefore??null;s._$litPart$=r=new K(e.insertBefore(I(),n),n,void 0,t??{})}return r._$AI(i),r};var q=globalThis,w=class extends v{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){var t;let e=super.createRenderRoot();return(t=this.renderOptions).renderBefore??(t.renderBefore=e.firstChild),e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ge(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return C}};w._$litElement$=!0,w.finalized=!0,q.litElementHydrateSupport?.({LitElement:w});var xt=q.litElementPolyfillSupport;xt?.({LitElement:w});(q.litElementVersions??(q.litElementVersions=[])).push("4.2.2");var Xe="skolebro.session";var N=class extends Error{constructor(e,t){super(e),this.retryable=t===408||t===429}},T=class extends Error{},P,Ae=class{constructor(){$(this,P,null)}get(){try{return localStorage.getItem(Xe)??g(this,P)}catch{return g(this,P)}}set(e){U(this,P,e);try{localStorage.setItem(Xe,e)}catch{}}};P=new WeakMap;var J,O,x,we,xe,se=class{constructor(e){$(this,x);$(this,J,new Ae);$(this,O);U(this,O,e)}async send(e){let t=new AbortController,s=setTimeout(()=>t.abort(),3e4);try{let r=g(this,J).get(),n=await c(this,x,xe).call(this,r??await c(this,x,we).call(this,t.signal),e,t.signal);n.status===401&&(n=await c(this,x,xe).call(this,await c(this,x,we).call(this,t.signal),e,t.signal));let{messages:o}=await Ye(n);if(!Array.isArray(o))throw new T("no messages in the answer");return o}catch(r){throw r instanceof N||r instanceof T?r:new T(String(r))}finally{clearTimeout(s)}}};J=new WeakMap,O=new WeakMap,x=new WeakSet,we=async function(e){let t=await fetch(`${g(this,O)}session`,{method:"POST",cache:"no-store",signal:e}),{session:s}=await Ye(t);if(typeof s!="string")throw new T("no session in the answer");return g(this,J).set(s),s},xe=function(e,t,s){return fetch(`${g(this,O)}message`,{method:"POST",cache:"no-store",headers:{"Content-Type":"application/json"},body:JSON.stringify({session:e,message:t}),signal:s})};async function Ye(i){if(i.ok)return i.json();if(i.status>=400&&i.status<500&&i.status!==401){let e=await i.json().catch(()=>null);if(typeof e?.error=="string"&&e.error)throw new N(e.error,i.status)}throw new T(`HTTP ${i.status}`)}function re(i,e){if(!/^(https:\/\/|\/(?!\/))/i.test(i)||/[\s\\]/.test(i))return null;try{let t=new URL(i,e);return t.origin===location.origin&&i.startsWith("/")?i:t.href}catch{return null}}var Ze=/^(\*\*)?Kilder?:/,St=/^\s*- +(.*)$/,Et=/^\s*(\d{1,3})\. +(.*)$/;function Qe(i,e){return kt(i).map(t=>{let s=t.source?"source":d;if(t.kind==="paragraph")return f`<p class=${s} dir="auto">${H(t.lines.join(`
`),e)}</p>`;let r=t.items.map(n=>f`<li>${H(n,e)}</li>`);return t.ordered?f`<ol class=${s} start=${t.start}>${r}</ol>`:f`<ul class=${s}>${r}</ul>`})}function kt(i){let e=[],t=!0;for(let s of i.split(/\r?\n/)){let r=e[e.length-1];if(!s.trim()){t=!0;continue}let n=St.exec(s),o=Et.exec(s),h=o?Number(o[1]):1;if(n||o&&(t||h===1||r?.kind==="list")){let u=!n,p=n?n[1]:o[2];if(r?.kind==="list"&&r.ordered===u&&(!u||!t||h===r.start+r.items.length))r.items.push(p);else{let b=!t&&!!r?.source;e.push({kind:"list",ordered:u,start:h,items:[p],source:b})}}else r?.kind==="list"&&!t&&/^\s/.test(s)?r.items[r.items.length-1]+=`
${s.trim()}`:r?.kind==="paragraph"&&!t&&(r.source||!Ze.test(s))?r.lines.push(s.trim()):e.push({kind:"paragraph",lines:[s.trim()],source:Ze.test(s)});t=!1}return e}var Ct=/\*\*(?=\S)([^]*?\S)\*\*(?!\*)/y,Tt=/\*(?=[^\s*])([^]*?[^\s*])\*(?!\*)/y,Ut=/_(?=[^\s_])([^]*?[^\s_])_(?![\p{L}\p{N}_])/uy,Rt=/\[([^[\]\n]+)\]\(((?:[^\s()]|\([^\s()]*\))+)\)/y,Mt=/[\p{L}\p{N}_]/u;function ie(i,e,t){return i.lastIndex=t,i.exec(e)}function H(i,e){let t=[],s="",r=()=>{s&&t.push(s),s=""};for(let n=0;n<i.length;){let o=i[n],h=null,l=null;if(o===`
`){r(),t.push(f`<br />`),n+=1;continue}if(o==="*"&&(h=ie(Ct,i,n)))l=f`<strong>${H(h[1],e)}</strong>`;else if(o==="*"&&(h=ie(Tt,i,n)))l=f`<em>${H(h[1],e)}</em>`;else if(o==="_"&&!Mt.test(i[n-1]??"")&&(h=ie(Ut,i,n)))l=f`<em>${H(h[1],e)}</em>`;else if(o==="["&&(h=ie(Rt,i,n))){let u=re(h[2],e);u&&(l=Pt(u,H(h[1],e)))}h&&l?(r(),t.push(l),n+=h[0].length):(s+=o,n+=1)}return r(),t}function Pt(i,e){return f`<a href=${i} target="_blank" rel="noopener noreferrer"
    >${e}<span class="visually-hidden"> (åbner i ny fane)</span></a
  >`}var et=de`
  :host {
    --page: #f4f6f5;
    --surface: #ffffff;
    --text: #1c2b30;
    --muted: #51626a;
    --line: #d8e0e0;
    --control-line: #74868c;
    --accent: #0f5c6e;
    --accent-strong: #0a4553;
    --accent-soft: #e4f0f2;
    --on-accent: #ffffff;
    --user-bubble: #0f5c6e;
    --alert: #9c2f1b;
    --alert-soft: #fdf3f0;

    display: block;
    height: 100%;
    color-scheme: light dark;
    color: var(--text);
    font:
      1rem/1.55 system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      Arial,
      sans-serif;
  }

  @media (prefers-color-scheme: dark) {
    :host {
      --page: #10181b;
      --surface: #19252a;
      --text: #e4ecee;
      --muted: #a5b5ba;
      --line: #2c3c42;
      --control-line: #74888f;
      --accent: #84cbd9;
      --accent-strong: #a9dfe9;
      --accent-soft: #1d3a43;
      --on-accent: #0b2229;
      --user-bubble: #1d5563;
      --alert: #f2a48f;
      --alert-soft: #2b1f1d;
    }
  }

  :host([hidden]) {
    display: none;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  h1,
  p,
  ul,
  ol,
  figure {
    margin: 0;
  }

  button,
  textarea {
    font: inherit;
  }

  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /* Layout: header, log (scrolls), composer */

  .chat {
    display: flex;
    flex-direction: column;
    height: 100%;
    background: var(--page);
  }

  .column {
    width: 100%;
    max-width: 46rem;
    margin: 0 auto;
    padding: 0 1rem;
  }

  .header {
    flex: none;
    padding: 0.75rem 0;
    background: var(--surface);
    border-bottom: 1px solid var(--line);
  }

  .header .column {
    display: grid;
    grid-template-columns: auto 1fr;
    column-gap: 0.75rem;
    align-items: center;
  }

  .logo {
    grid-row: span 2;
    width: 2.5rem;
    height: 2.5rem;
    fill: none;
    stroke: var(--accent);
    stroke-width: 2;
    stroke-linecap: round;
  }

  h1 {
    font-size: 1.125rem;
    font-weight: 650;
    line-height: 1.3;
  }

  .notice {
    color: var(--muted);
    font-size: 0.875rem;
    line-height: 1.4;
    text-wrap: pretty;
  }

  .notice span {
    white-space: nowrap;
  }

  .log {
    position: relative;
    flex: 1;
    min-height: 0;
    overflow-x: hidden;
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  .log:focus-visible {
    outline-offset: -3px;
  }

  .log .column {
    display: flex;
    flex-direction: column;
    gap: 1.25rem;
    padding-block: 1.5rem;
  }

  /* Messages */

  .message {
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
    align-items: flex-start;
  }

  .message.user {
    align-items: flex-end;
  }

  .bubble,
  .typing {
    position: relative;
    border: 1px solid var(--line);
    border-radius: 1.125rem;
    background: var(--surface);
  }

  .bubble {
    max-width: min(100%, 38rem);
    padding: 0.75rem 1rem;
    overflow-wrap: anywhere;
  }

  .bot .bubble,
  .typing {
    border-bottom-left-radius: 0.25rem;
  }

  .user .bubble {
    max-width: 85%;
    border-color: transparent;
    border-bottom-right-radius: 0.25rem;
    background: var(--user-bubble);
    color: #ffffff;
    white-space: pre-wrap;
  }

  .bubble > * + p,
  .bubble > * + ul,
  .bubble > * + ol,
  .bubble > * + .attachment,
  .bubble > * + .choice {
    margin-top: 0.75rem;
  }

  .bubble > .visually-hidden + * {
    margin-top: 0;
  }

  .bubble > p + ul,
  .bubble > p + ol {
    margin-top: 0.375rem;
  }

  .bubble ul,
  .bubble ol {
    padding-left: 1.5rem;
  }

  .bubble li + li {
    margin-top: 0.375rem;
  }

  .bubble li::marker {
    color: var(--muted);
  }

  .bubble .source {
    color: var(--muted);
    font-size: 0.875rem;
    line-height: 1.45;
  }

  a {
    color: var(--accent);
    text-underline-offset: 0.15em;
    border-radius: 0.125rem;
  }

  a:hover {
    color: var(--accent-strong);
    text-decoration-thickness: 2px;
  }

  .label {
    color: var(--alert);
    font-size: 0.875rem;
    font-weight: 700;
  }

  .bubble > .label + * {
    margin-top: 0.25rem;
  }

  [data-outcome='crisis'] .bubble,
  [data-outcome='error'] .bubble {
    border: 2px solid var(--alert);
    background: var(--alert-soft);
  }

  [data-outcome='crisis'] .bubble {
    border-left-width: 0.5rem;
  }

  .attachment img {
    display: block;
    max-width: 100%;
    height: auto;
    border-radius: 0.5rem;
  }

  figcaption {
    margin-top: 0.375rem;
    color: var(--muted);
    font-size: 0.875rem;
  }

  /* Buttons */

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    max-width: 38rem;
  }

  .choice {
    min-height: 2.75rem;
    max-width: 100%;
    padding: 0.5rem 1rem;
    border: 1px solid var(--accent);
    border-radius: 1.375rem;
    background: var(--surface);
    color: var(--accent);
    font-weight: 500;
    line-height: 1.35;
    text-align: left;
    overflow-wrap: anywhere;
    cursor: pointer;
  }

  .choice:hover {
    background: var(--accent-soft);
    color: var(--accent-strong);
  }

  .older .choice {
    border-color: var(--line);
    background: transparent;
    color: var(--muted);
  }

  .older .choice:hover {
    border-color: var(--control-line);
    color: var(--text);
  }

  .retry {
    display: block;
  }

  /* Typing indicator */

  .typing {
    display: flex;
    gap: 0.375rem;
    align-self: flex-start;
    padding: 1rem 1.125rem;
  }

  .typing i {
    width: 0.5rem;
    height: 0.5rem;
    border-radius: 50%;
    background: var(--muted);
    animation: typing 1.4s infinite ease-in-out;
  }

  .typing i:nth-child(2) {
    animation-delay: 0.2s;
  }

  .typing i:nth-child(3) {
    animation-delay: 0.4s;
  }

  @keyframes typing {
    0%,
    60%,
    100% {
      opacity: 0.35;
    }
    30% {
      opacity: 1;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .typing i {
      animation: none;
    }
  }

  /* Composer */

  .composer {
    flex: none;
    padding: 0.75rem 0 max(0.75rem, env(safe-area-inset-bottom));
    border-top: 1px solid var(--line);
    background: var(--surface);
  }

  .field {
    display: flex;
    gap: 0.5rem;
    align-items: flex-end;
  }

  textarea {
    display: block;
    flex: 1;
    min-width: 0;
    min-height: 3rem;
    max-height: calc(5 * 1.5em + 1.5rem);
    padding: calc(0.75rem - 1px) 1rem;
    border: 1px solid var(--control-line);
    border-radius: 1.5rem;
    background: var(--page);
    color: inherit;
    line-height: 1.5;
    resize: none;
  }

  textarea:focus-visible {
    outline-offset: -1px;
  }

  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }

  .send {
    flex: none;
    min-width: 4.5rem;
    min-height: 3rem;
    padding: 0.5rem 1.25rem;
    border: 1px solid transparent;
    border-radius: 1.5rem;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
    cursor: pointer;
  }

  .send:hover {
    background: var(--accent-strong);
  }

  .below {
    display: flex;
    gap: 1rem;
    color: var(--muted);
    font-size: 0.875rem;
    line-height: 1.4;
  }

  .hint:not(:empty),
  .counter:not(:empty) {
    padding-top: 0.375rem;
  }

  .counter {
    flex: none;
    margin-left: auto;
    font-variant-numeric: tabular-nums;
  }

  [aria-disabled='true'] {
    cursor: default;
  }

  .send[aria-disabled='true'],
  .send[aria-disabled='true']:hover {
    border-color: var(--control-line);
    background: transparent;
    color: var(--muted);
  }

  /* Narrow windows */

  @media (max-width: 30em) {
    .column {
      padding-inline: 0.75rem;
    }

    .logo {
      grid-row: auto;
      width: 1.75rem;
      height: 1.75rem;
    }

    .notice {
      grid-column: 1 / -1;
      font-size: 0.8125rem;
    }
  }

  /* Low windows, such as 400 % zoom or a phone on its side: leave the room to the conversation */

  @media (max-height: 26em) {
    .header,
    .composer {
      padding-block: 0.375rem;
    }

    .logo {
      display: none;
    }

    .header .column {
      display: block;
      line-height: 1.1;
    }

    h1,
    .notice {
      display: inline;
      font-size: 0.8125rem;
      line-height: 1.3;
    }

    textarea {
      max-height: calc(2 * 1.5em + 1.5rem);
    }
  }

  @media print {
    .chat,
    :host {
      display: block;
      height: auto;
    }

    .log {
      overflow: visible;
    }

    .composer,
    .choices {
      display: none;
    }
  }
`;var Se=1e3,Ot=800,Nt="Der er ikke forbindelse til Skolebro lige nu.",Ht="Skolebro kom ikke med noget svar.",Lt="Vent på svaret, før du sender igen.",tt={crisis:"Få hjælp nu",error:"Fejl"},jt={text:`**Hej, jeg er Skolebro.**
Jeg svarer på spørgsmål om samarbejdet mellem skole, hjem og boligsociale indsatser. Jeg kan også lave en samarbejdsplan med dig og hjælpe dig med, hvad du må fortælle videre.

Er du mor eller far? Tryk på **Jeg er forælder**. Så skriver jeg kort og let.`,buttons:["Jeg er forælder","Hvor mange helhedsplaner samarbejder med en skole?","Lav en samarbejdsplan","Hvordan kommer vi i gang med skolen?","Hvad er en AKT-lærer?","Vis mig et eksempel fra et andet boligområde","Må jeg dele det?"].map(i=>({title:i,payload:i}))},a,ne,L,Ee,ke,oe,Ce,st,rt,Te,G,X,ae,Y,Ue,it,nt,ot,at,lt,ht,F=class extends w{constructor(){super();$(this,a);$(this,G,0);$(this,X,0);$(this,Y,new ResizeObserver(()=>{Math.abs(g(this,a,L).scrollTop-g(this,X))>2||c(this,a,ae).call(this,g(this,G))}));this.server=void 0,this.entries=[{kind:"bot",turn:0,message:jt}],this.waiting=!1,this.hint="",this.draftLength=0,this.turn=0,this.client=null}get base(){return this.server?new URL(this.server.replace(/\/?$/,"/"),document.baseURI).href:new URL(".",import.meta.url).href}willUpdate(t){(t.has("server")||!this.client)&&(this.client=new se(this.base))}firstUpdated(){g(this,Y).observe(g(this,a,L)),g(this,Y).observe(g(this,a,L).firstElementChild)}render(){return f`
      <section class="chat" lang="da" aria-labelledby="name">
        <header class="header">
          <div class="column">
            <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
              <path d="M3 22h26M5 22a11 11 0 0 1 22 0M11 22v-9.8M16 22v-11M21 22v-9.8" />
            </svg>
            <h1 id="name">Skolebro</h1>
            <p class="notice">
              Automatisk assistent – skriv ikke navne, <span>CPR-numre</span> eller detaljer om et barn
            </p>
          </div>
        </header>
        <div class="log" role="log" aria-live="polite" aria-label="Samtale" tabindex="0">
          <div class="column">
            ${this.entries.map(t=>c(this,a,ot).call(this,t))}
            ${this.waiting?f`<div class="typing" role="img" aria-label="Skolebro skriver"><i></i><i></i><i></i></div>`:d}
          </div>
        </div>
        <form class="composer" @submit=${c(this,a,nt)}>
          <div class="column">
            <div class="field">
              <label class="visually-hidden" for="input">Skriv dit spørgsmål</label>
              <textarea
                id="input"
                rows="1"
                maxlength=${Se}
                placeholder="Skriv dit spørgsmål"
                enterkeyhint="send"
                autocomplete="off"
                aria-describedby="counter"
                @input=${c(this,a,Ue)}
                @keydown=${c(this,a,it)}
              ></textarea>
              <button class="send" type="submit" aria-disabled=${this.waiting}>Send</button>
            </div>
            <p class="below">
              <span class="hint" role="status">${this.hint}</span>
              <span class="counter" id="counter"
                >${this.draftLength>=Ot?`${this.draftLength} af ${Se} tegn`:d}</span
              >
            </p>
          </div>
        </form>
      </section>
    `}};a=new WeakSet,ne=function(){return this.renderRoot.querySelector("textarea")},L=function(){return this.renderRoot.querySelector(".log")},Ee=function(t,s){return this.turn+=1,this.entries=[...this.entries,{kind:"user",turn:this.turn,text:t}],c(this,a,ke).call(this,s)},ke=async function(t){this.waiting=!0,this.hint="",c(this,a,ae).call(this,null);let{turn:s}=this,r;try{r=(await this.client.send(t)).map(h=>({kind:"bot",turn:s,message:h})),r.length||(r=[{kind:"error",turn:s,text:Ht,resend:t}])}catch(o){r=[o instanceof N?{kind:"error",turn:s,text:o.message,resend:o.retryable?t:null}:{kind:"error",turn:s,text:Nt,resend:t}]}let n=this.entries.length;this.entries=[...this.entries,...r],this.waiting=!1,this.hint="",await c(this,a,ae).call(this,n)},oe=function(){return this.waiting&&(this.hint=Lt),this.waiting},Ce=function(){let t=g(this,a,ne),s=t.value.trim();t.focus(),!(!s||c(this,a,oe).call(this))&&(t.value="",c(this,a,Ue).call(this),c(this,a,Ee).call(this,s,s))},st=function(t){c(this,a,oe).call(this)||(c(this,a,Te).call(this),c(this,a,Ee).call(this,t.title,t.payload))},rt=function(t){c(this,a,oe).call(this)||t.resend===null||(c(this,a,Te).call(this),this.entries=this.entries.filter(s=>s!==t),c(this,a,ke).call(this,t.resend))},Te=function(){(matchMedia("(pointer: coarse)").matches?g(this,a,L):g(this,a,ne)).focus({preventScroll:!0})},G=new WeakMap,X=new WeakMap,ae=async function(t){U(this,G,t),await this.updateComplete;let s=g(this,a,L),r=t===null?null:s.querySelectorAll(".message")[t];if(r){let n=r.getBoundingClientRect().top-s.getBoundingClientRect().top+s.scrollTop;s.scrollTop=n-24}else s.scrollTop=s.scrollHeight;U(this,X,s.scrollTop)},Y=new WeakMap,Ue=function(){let t=g(this,a,ne);this.draftLength=t.value.length,this.hint=this.draftLength>=Se?"Teksten kan ikke blive længere.":"",t.style.height="auto",t.style.height=`${t.scrollHeight+t.offsetHeight-t.clientHeight}px`},it=function(t){t.key!=="Enter"||t.shiftKey||t.isComposing||(t.preventDefault(),c(this,a,Ce).call(this))},nt=function(t){t.preventDefault(),c(this,a,Ce).call(this)},ot=function(t){return t.kind==="user"?f`<div class="message user">
        <div class="bubble"><span class="visually-hidden">Du: </span>${t.text}</div>
      </div>`:t.kind==="error"?c(this,a,at).call(this,t):c(this,a,lt).call(this,t)},at=function(t){let s=t.resend!==null&&t.turn===this.turn;return f`<div class="message bot error-line" data-outcome="error">
      <div class="bubble">
        <p class="label">${tt.error}</p>
        <p>${t.text}</p>
        ${s?f`<button class="choice retry" type="button" @click=${()=>c(this,a,rt).call(this,t)}>Prøv igen</button>`:d}
      </div>
    </div>`},lt=function({message:t,turn:s}){let{text:r,buttons:n=[],custom:o}=t,h=o?.outcome,l=h&&tt[h],u=(o?.attachments??[]).filter(({url:p})=>!r?.includes(p));return f`<div class="message bot" data-outcome=${h??d}>
      <div class="bubble">
        <span class="visually-hidden">Skolebro: </span>
        ${l?f`<p class="label">${l}</p>`:d}
        ${r?Qe(r,this.base):d}
        ${u.map(p=>c(this,a,ht).call(this,p))}
      </div>
      ${n.length?f`<div class="choices ${s===this.turn?"":"older"}" role="group" aria-label="Svarmuligheder">
            ${n.map(p=>f`<button
                  class="choice"
                  type="button"
                  aria-disabled=${this.waiting}
                  @click=${()=>c(this,a,st).call(this,p)}
                >
                  ${p.title}
                </button>`)}
          </div>`:d}
    </div>`},ht=function({url:t,title:s,alt:r}){let n=re(t,this.base);if(!n)return d;let o=new URL(n,this.base).pathname;return/\.(png|jpe?g|gif|webp|avif|svg)$/i.test(o)?f`<figure class="attachment">
        <a href=${n} target="_blank" rel="noopener noreferrer"
          ><img src=${n} alt=${r||s||"Billede"} /><span class="visually-hidden">
            (åbner i ny fane)</span
          ></a
        >
        ${s?f`<figcaption>${s}</figcaption>`:d}
      </figure>`:f`<p class="attachment">
      <a href=${n} download target="_blank" rel="noopener noreferrer">${s||r||"Hent fil"}</a>
    </p>`},le(F,"styles",et),le(F,"properties",{server:{type:String},entries:{state:!0},waiting:{state:!0},hint:{state:!0},draftLength:{state:!0}});customElements.define("skolebro-chat",F);
